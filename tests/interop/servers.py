"""Small python servers that do what the five documents' servers do, for our C# clients to talk to.

    python3 servers.py MODE

The first line of output is the port. A server ends when its standard input does.
"""
import os
import random
import socket
import sys
import threading
import time


def echo(conn):
    while data := conn.recv(1024):
        conn.sendall(data)


def upper(conn):
    while data := conn.recv(1024):
        conn.send(data.upper())


def greet(conn):
    conn.send(b"hi " + conn.recv(2048))


def command(conn):
    choice = conn.recv(2048).strip()
    if choice == b"R":
        conn.send(b"%d" % random.randint(1, 10))
    elif choice == b"L":
        conn.send(b"Python " + sys.version.split()[0].encode())
    else:
        conn.send(b"wrong option")


def time_tcp(conn):
    conn.send((time.ctime(time.time()) + "\r\n").encode("ascii"))


def thanks(conn):
    conn.send(b"Thank you for connecting")


def reset(conn):
    """Closes with something unread, which TCP turns into a reset."""
    conn.recv(1)


def serve_tcp(handler):
    listener = socket.create_server(("127.0.0.1", 0), backlog=5)
    print(listener.getsockname()[1], flush=True)

    def one(conn):
        with conn:
            handler(conn)

    while True:
        conn, _ = listener.accept()
        threading.Thread(target=one, args=(conn,), daemon=True).start()


def serve_udp(buffer_size):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    print(sock.getsockname()[1], flush=True)
    while True:
        payload, client = sock.recvfrom(buffer_size)
        sock.sendto(payload, client)


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_stdin, daemon=True).start()
    mode = sys.argv[1]
    if mode == "udp_echo":
        serve_udp(65535)
    elif mode == "udp_one_byte":
        serve_udp(1)
    else:
        serve_tcp(globals()[mode])
