"""Python clients against the servers of `host`, as a learner would write them and a little nastier.

    python3 clients.py MODE PORT

Exit code 0 when the server behaved; else a traceback that says what came instead.
"""
import datetime
import hashlib
import os
import re
import socket
import struct
import sys
import threading
import time

TIME_LIMIT = 30
CTIME = rb"[A-Z][a-z]{2} [A-Z][a-z]{2} [ 123]\d \d\d:\d\d:\d\d \d{4}\r\n"


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=TIME_LIMIT)


def read_to_end(sock):
    pieces = []
    while piece := sock.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def read_exactly(sock, count):
    pieces = b""
    while len(pieces) < count:
        piece = sock.recv(count - len(pieces))
        assert piece, f"the stream ended after {pieces!r}"
        pieces += piece
    return pieces


def expect(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


def ask(port, sent):
    """Send, half-close, read the whole answer."""
    with connect(port) as sock:
        sock.sendall(sent)
        sock.shutdown(socket.SHUT_WR)
        return read_to_end(sock)


# --- TCP echo

def echo(port):
    """The first client of every tutorial: one send, one receive, close."""
    with connect(port) as sock:
        sock.sendall(b"Hello, world")
        expect(read_exactly(sock, 12), b"Hello, world")


def echo_10mb(port):
    """Ten megabytes, sent by one thread while the other receives; half-close; every byte must come back."""
    data = os.urandom(10 * 1024 * 1024)
    with connect(port) as sock:
        def send():
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)

        sender = threading.Thread(target=send)
        sender.start()
        answer = read_to_end(sock)
        sender.join(TIME_LIMIT)
    expect(len(answer), len(data))
    expect(hashlib.sha256(answer).hexdigest(), hashlib.sha256(data).hexdigest())


def echo_half_close(port):
    """Everything is sent and the sending side closed before the first byte is read."""
    data = os.urandom(100_000)
    expect(ask(port, data), data)


def echo_drip(port):
    """One byte at a time, each on its way before the next."""
    data = "naïve café".encode()
    with connect(port) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in data:
            sock.sendall(bytes([byte]))
            expect(read_exactly(sock, 1), bytes([byte]))


def echo_200(port):
    """Two hundred clients connected at the same time, each with words of its own."""
    clients = [connect(port) for _ in range(200)]
    for number, sock in enumerate(clients):
        sock.sendall(b"client %d" % number)
    for number, sock in reversed(list(enumerate(clients))):
        wanted = b"client %d" % number
        expect(read_exactly(sock, len(wanted)), wanted)
    for sock in clients:
        sock.close()


def echo_reset(port):
    """A client that aborts in mid-sentence; the next one must be served."""
    for _ in range(20):
        sock = connect(port)
        sock.sendall(b"x" * 100_000)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()
    echo(port)


# --- the servers that read lines

def upper(port):
    with connect(port) as sock:
        sock.sendall("straße, café\n".encode())
        wanted = "STRAßE, CAFÉ\n".encode()
        expect(read_exactly(sock, len(wanted)), wanted)
        sock.sendall(b"two\r\nlines\n")
        expect(read_exactly(sock, 11), b"TWO\r\nLINES\n")
        sock.sendall(b"q\n")
        expect(read_to_end(sock), b"")


def upper_without_line_ends(port):
    with connect(port) as sock:
        for word in (b"hello", b"again"):
            sock.sendall(word)
            expect(sock.recv(1024), word.upper())


def greet(port):
    expect(ask(port, b"Ada\n"), b"hi Ada\n")
    expect(ask(port, b"Ada\r\n"), b"hi Ada\n")
    expect(ask(port, "Zoë".encode()), "hi Zoë\n".encode())


def greet_without_line_end(port):
    """Sends the name, keeps its side open and waits: there is nothing in TCP that tells the server that this was all."""
    with connect(port) as sock:
        sock.send(b"Ada")
        expect(sock.recv(2048), b"hi Ada\n")


def login(port):
    expect(ask(port, b"ada\nanalytical engine\n"), b"name: password: Good to see you, Ada. The engine is warm.\n")
    wrong_name = ask(port, b"eve\nanalytical engine\n")
    wrong_password = ask(port, b"ada\nwrong\n")
    expect(wrong_name, b"name: password: refused: wrong name or password\nname: ")
    expect(wrong_password, wrong_name)


def login_without_line_ends(port):
    with connect(port) as sock:
        expect(sock.recv(1024), b"name: ")
        sock.send("zoë".encode())
        expect(sock.recv(1024), b"password: ")
        sock.send("naïve café".encode())
        expect(sock.recv(1024), "Salut Zoë, your table is free.\n".encode())


def command(port):
    answers = ask(port, b"R\nT\nL\nnonsense\nr\n").decode().splitlines()
    assert 1 <= int(answers[0]) <= 10, answers
    then = datetime.datetime.strptime(answers[1], "%Y-%m-%d %H:%M:%S %z")
    assert abs(then.timestamp() - time.time()) < 60, answers
    assert answers[2].startswith("C# 14 on .NET "), answers
    assert answers[3].startswith('error: no such command: "NONSENSE"'), answers
    assert 1 <= int(answers[4]) <= 10, answers


def command_without_line_end(port):
    with connect(port) as sock:
        sock.send(b"R")
        assert 1 <= int(sock.recv(2048)) <= 10


def command_exit(port):
    with connect(port) as sock:
        sock.sendall(b"E\n")
        expect(read_to_end(sock), b"bye\n")


# --- the servers that speak first

def time_tcp(port):
    with connect(port) as sock:
        answer = read_to_end(sock)
    assert re.fullmatch(CTIME, answer), answer
    then = time.mktime(time.strptime(answer.decode("ascii").strip()))
    assert abs(then - time.time()) < 60, answer


def thanks(port):
    with connect(port) as sock:
        expect(read_to_end(sock), b"Thank you for connecting\n")


def thanks_200(port):
    """Two hundred at once; prints the address of each, which must be in the server's file."""
    clients = [connect(port) for _ in range(200)]
    for sock in clients:
        print("%s:%d" % sock.getsockname())
        expect(read_to_end(sock), b"Thank you for connecting\n")
        sock.close()


# --- UDP

def udp(port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(TIME_LIMIT)
    sock.connect(("127.0.0.1", port))
    return sock


def udp_echo(port):
    with udp(port) as sock:
        for data in (b"hello", b"", os.urandom(9000)):
            sock.send(data)
            expect(sock.recv(65535), data)


def udp_echo_200(port):
    """Two hundred sockets, a datagram each; on loopback and within the system's buffer none is lost."""
    clients = [udp(port) for _ in range(200)]
    for number, sock in enumerate(clients):
        sock.send(b"client %d" % number)
    for number, sock in enumerate(clients):
        expect(sock.recv(1024), b"client %d" % number)
        sock.close()


def udp_time(port):
    with udp(port) as sock:
        sock.send(b"")
        answer = sock.recv(1024).decode()
    then = datetime.datetime.strptime(answer, "%A, %d %B %Y, %H:%M:%S %z")
    assert abs(then.timestamp() - time.time()) < 60, answer


if __name__ == "__main__":
    globals()[sys.argv[1]](int(sys.argv[2]))
