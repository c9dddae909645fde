// Placeholder: shows the lesson and prints what comes.
const name = document.body.dataset.lesson;
const socket = new WebSocket(new URL(`../ws/lesson/${encodeURIComponent(name)}`, location.href.replace(/^http/, "ws")));
const main = document.getElementById("main");
socket.onmessage = (event) => {
  const message = JSON.parse(event.data);
  if (message.type !== "lesson") { console.log(event.data); return; }
  main.replaceChildren(...message.cells.map((cell) => {
    const part = document.createElement("section");
    if (cell.kind === "markdown") part.innerHTML = cell.html;
    else {
      const code = document.createElement("pre"), run = document.createElement("button");
      code.innerHTML = cell.highlighted;
      run.textContent = "Run";
      run.onclick = () => socket.send(JSON.stringify({ type: "run", cell: cell.id }));
      part.append(code, run);
    }
    return part;
  }));
};
