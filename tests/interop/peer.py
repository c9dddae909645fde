"""A peer of the TCP chat, written from its description alone (lesson 12): hello, then the smaller id decides.

peer.py NAME ID [PORT]     listens on a free port and prints it; connects to PORT when given.

Prints what it hears; says each line of its input; leaves at the end of it."""
import socket
import sys
import threading

name, my_id = sys.argv[1], int(sys.argv[2], 16)
links, gate = {}, threading.Lock()


def say(*words):
    print(*words, flush=True)


def serve(connection):
    lines = connection.makefile("rb")
    send = lambda text: connection.sendall(text.encode() + b"\n")
    read = lambda: lines.readline().decode("utf-8", "replace").rstrip("\r\n")
    send("hello %08x %s" % (my_id, name))
    word, their_id, their_name = read().split(" ", 2)
    assert word == "hello", word
    their_id = int(their_id, 16)
    if my_id < their_id:
        with gate:
            verdict = "twice" if their_id in links else "welcome"
            if verdict == "welcome":
                links[their_id] = connection
        send(verdict)
    else:
        verdict = read()
        if verdict == "welcome":
            with gate:
                links[their_id] = connection
    say("verdict", verdict)
    if verdict == "welcome":
        say("joined", their_name)
        while True:
            line = read()
            if line.startswith("say "):
                say("heard", line[4:])
            elif line == "bye" or line == "":
                say("left" if line else "lost", their_name)
                break
        with gate:
            links.pop(their_id, None)
    connection.close()


def accept(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0))
say(listener.getsockname()[1])
threading.Thread(target=accept, args=(listener,), daemon=True).start()
if len(sys.argv) > 3:
    threading.Thread(target=serve, args=(socket.create_connection(("127.0.0.1", int(sys.argv[3]))),), daemon=True).start()
for line in sys.stdin:
    word, _, rest = line.rstrip("\n").partition(" ")
    if word == "connect":
        threading.Thread(target=serve, args=(socket.create_connection(("127.0.0.1", int(rest))),), daemon=True).start()
        continue
    with gate:
        for link in links.values():
            link.sendall(line.rstrip("\n").encode() + b"\n")
with gate:
    for link in links.values():
        link.sendall(b"bye\n")
        link.shutdown(socket.SHUT_WR)
