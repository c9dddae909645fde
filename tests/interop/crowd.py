"""Python's side of the concurrent server (P13), with a thread a client.

    python3 crowd.py clients PORT    three clients at once against `host crowd`
    python3 crowd.py server          such a server for our client; prints its port, ends with its input

Exit code 0 when the server behaved.
"""
import socket
import sys
import threading


def line_of(sock):
    text = b""
    while not text.endswith(b"\n"):
        piece = sock.recv(1)
        assert piece, f"the stream ended after {text!r}"
        text += piece
    return text.decode()


def clients(port):
    def join():
        return socket.create_connection(("127.0.0.1", port), timeout=30)

    def expect(got, wanted):
        assert got == wanted, f"got {got!r}, wanted {wanted!r}"

    one, two, three = join(), None, None
    expect(line_of(one), "Welcome. 1 thread is running.\n")
    two = join()
    expect(line_of(two), "Welcome. 2 threads are running.\n")
    three = join()
    expect(line_of(three), "Welcome. 3 threads are running.\n")
    # The last one first, and without a line end, as the document's client sends it.
    three.sendall("hello, wörld".encode())
    expect(line_of(three), "3: hello, wörld\n")
    one.sendall(b"and I?\n")
    expect(line_of(one), "3: and I?\n")
    two.sendall(b"quit\n")
    expect(two.recv(100), b"")
    one.sendall(b"now?\n")
    expect(line_of(one), "2: now?\n")


def server():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(5)
    print(listener.getsockname()[1], flush=True)
    running = [0]
    lock = threading.Lock()

    def serve(client):
        with lock:
            running[0] += 1
        with client:
            client.sendall(f"Welcome. {running[0]} running\n".encode())
            while data := client.recv(2048):
                client.sendall(f"{running[0]}: ".encode() + data)
        with lock:
            running[0] -= 1

    def accept():
        while True:
            client, _ = listener.accept()
            threading.Thread(target=serve, args=(client,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    clients(int(sys.argv[2])) if sys.argv[1] == "clients" else server()
