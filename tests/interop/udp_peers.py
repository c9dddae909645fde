"""Python's side of the UDP programs: what the documents' ones do, without their bugs.

    python3 udp_peers.py MODE [PORT]

A server's first line of output is its port; it ends when its standard input does. A client gets the port to talk to.
"""
import os
import socket
import sys
import threading

TIME_LIMIT = 30


def udp(port=None):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(TIME_LIMIT)
    if port is None:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(None)
        print(sock.getsockname()[1], flush=True)
    else:
        sock.connect(("127.0.0.1", port))
    return sock


# --- servers

def note():
    """The connectionless server: it notes what comes, and answers nobody."""
    sock = udp()
    while True:
        data, address = sock.recvfrom(1024)
        print("Received:", data.decode(), "from", address[1], flush=True)


def stream():
    """A server as a generator."""
    def datagrams():
        sock = udp()
        while True:
            yield sock.recvfrom(65535)[0]

    for data in datagrams():
        print(repr(data), flush=True)


def upper():
    """Answers NUMBER TEXT with NUMBER and the text in upper case, but only every second datagram."""
    sock = udp()
    turn = 0
    while True:
        data, address = sock.recvfrom(65535)
        turn += 1
        if turn % 2 == 0:
            number, text = data.decode().split(" ", 1)
            sock.sendto(f"{number} {text.upper()}".encode(), address)


def chat():
    """The other side of a numbered chat: it shows each message, and answers it under its own numbers."""
    sock = udp()
    sent = 0
    while True:
        data, address = sock.recvfrom(65535)
        print(data.decode(), flush=True)
        sent += 1
        sock.sendto(f"{sent} Py: got {data.decode().split(': ', 1)[1]}".encode(), address)


# --- clients

def say(port):
    """The connectionless client of every tutorial: one datagram, no answer."""
    with udp(port) as sock:
        sock.send(b"UDP Program!")


def chat_client(port):
    """Numbered messages with one left out and one repeated; then waits for the other side's line, and leaves."""
    with udp(port) as sock:
        for message in ("1 Py: hello", "3 Py: where was I?", "3 Py: where was I?"):
            sock.send(message.encode())
        print(sock.recv(65535).decode(), flush=True)
        sock.send(b"4 Py: [e]")


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        globals()[sys.argv[1]](int(sys.argv[2]))
    else:
        threading.Thread(target=end_with_stdin, daemon=True).start()
        globals()[sys.argv[1]]()
