"""More python clients for our C# servers: those that clients.py lacks.

    python3 more_clients.py MODE PORT

Exit code 0 when the server behaved; else a traceback that says what came instead.
"""
import socket
import sys

TIME_LIMIT = 30


def expect(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


def udp(port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(TIME_LIMIT)
    sock.connect(("127.0.0.1", port))
    return sock


def first(port):
    """Connect, send, receive, and the end of the stream when the server has closed both sockets."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIME_LIMIT) as sock:
        sock.sendall("some information, naïve café".encode())
        expect(sock.recv(1024), b"hi")
        expect(sock.recv(1024), b"")


def udp_one_byte(port):
    """Each answer is the first byte of its own datagram: the rest of the one before does not come back."""
    with udp(port) as sock:
        for day in (b"Friday", b"Monday", b"Tuesday"):
            sock.send(day)
            expect(sock.recv(1024), day[:1])


def udp_peer(port):
    """A peer of lesson 12 over UDP: the second line first and the first one twice; then it hears one, and leaves."""
    me = "0000000a"
    with udp(port) as sock:
        sock.send(f"hello {me} 0 0 Guido".encode())
        kind, peer, to, number, name = sock.recv(65535).decode().split(" ", 4)
        expect((kind, to, number, name), ("welcome", me, "0", "Ada"))
        for number, text in ((2, "second"), (1, "first, ï"), (1, "first, ï")):
            sock.send(f"say {me} {peer} {number} {text}".encode())
        acknowledged, said, left = [], False, False
        # Theirs may come between the acknowledgements, and more than once.
        while len(acknowledged) < 4:
            kind, sender, to, number, *text = sock.recv(65535).decode().split(" ", 4)
            expect((sender, to), (peer, me))
            if kind == "ack":
                acknowledged.append(number)
            else:
                if kind == "say":
                    expect((number, text), ("1", ["hello yourself"]))
                    said = True
                sock.send(f"ack {me} {peer} {number}".encode())
            if said and not left and len(acknowledged) == 3:
                sock.send(f"bye {me} {peer} 3".encode())
                left = True
        expect(sorted(acknowledged), ["1", "1", "2", "3"])


if __name__ == "__main__":
    globals()[sys.argv[1]](int(sys.argv[2]))
