"""The documents' chat programs as independent counterparts: no line ends, one recv is one message.

    python3 chat.py caller PORT       calls a talk, speaks in turns, leaves
    python3 chat.py called            waits for a caller (prints its port), speaks first, in turns
    python3 chat.py asker PORT        asks an operator once
    python3 chat.py room PORT         two people in a room, and one who quits

Exit code 0 when the other side behaved; else a traceback that says what came instead.
"""
import socket
import sys

LIMIT = 30
LEFT = "Left chat room!"


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=LIMIT)


def hear(sock):
    data = sock.recv(1024)
    assert data, "the stream ended"
    return data.decode()


def expect(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


def caller(port):
    with connect(port) as sock:
        sock.send("Ada".encode())
        print(hear(sock), "has joined", flush=True)
        while (message := hear(sock)) != LEFT:
            print("heard", message, flush=True)
            if message == "bye":
                sock.send(LEFT.encode())
                return
            sock.send(f"you said {message}".encode())


def called():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(LIMIT)
        print(listener.getsockname()[1], flush=True)
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(LIMIT)
            print(hear(conn).strip(), "has connected", flush=True)
            conn.send("Guido".encode())
            # A person would take a breath before the first line; a program waits until its name has been read.
            sys.stdin.readline()
            conn.send("hello".encode())
            print("heard", hear(conn), flush=True)
            conn.send("goodbye then".encode())
            print("heard", hear(conn), flush=True)


def asker(port):
    with connect(port) as sock:
        sock.sendall(b"Hello, world")
        print("Server:", hear(sock), flush=True)


class Listener:
    """Reads lines, although the documents' client prints whatever a recv gives."""

    def __init__(self, port):
        self.sock = connect(port)
        self.lines = self.sock.makefile(encoding="utf-8", newline="\n")
        self.address = "%s:%d" % self.sock.getsockname()
        assert self.lines.readline().startswith("* welcome, you are " + self.address)

    def until(self, wanted):
        while (line := self.lines.readline()) != wanted + "\n":
            assert line, f"the stream ended before {wanted!r}"


def room(port):
    ada, bob = Listener(port), Listener(port)
    bob.sock.send("hello from python, wörld".encode())
    ada.until(f"From {bob.address} - hello from python, wörld")
    ada.sock.send(b"hi")
    bob.until(f"From {ada.address} - hi")
    bob.sock.send(b"quit")
    ada.until(f"* {bob.address} has left")
    expect(bob.sock.recv(1024), b"")
    ada.sock.close()


if __name__ == "__main__":
    {"caller": caller, "called": called, "asker": asker, "room": room}[sys.argv[1]](*(int(word) for word in sys.argv[2:]))
