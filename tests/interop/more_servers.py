"""More servers in python for our C# clients to talk to: those that servers.py lacks.

    python3 more_servers.py MODE

The first line of output is the port. A server ends when its standard input does.
"""
import asyncio
import datetime
import http.server
import os
import queue
import random
import selectors
import socket
import socketserver
import sys
import threading


def say_port(sock):
    print(sock.getsockname()[1], flush=True)


def serve_tcp(handler):
    """A thread for each client."""
    listener = socket.create_server(("127.0.0.1", 0))
    say_port(listener)

    def one(conn):
        with conn:
            handler(conn)

    while True:
        conn, _ = listener.accept()
        threading.Thread(target=one, args=(conn,), daemon=True).start()


# --- one recv is one message, as in the first programs of most people

def login():
    accounts = {"ada": ("analytical engine", "Good to see you, Ada."), "zoë": ("naïve café", "Salut Zoë.")}

    def talk(conn):
        conn.sendall(b"name: ")
        name = conn.recv(1024).decode()
        conn.sendall(b"password: ")
        password = conn.recv(1024).decode()
        known, greeting = accounts.get(name, (None, ""))
        conn.sendall((greeting if password == known else "refused").encode())

    serve_tcp(talk)


def command():
    """R, T, L; E ends the program and not only the conversation."""
    listener = socket.create_server(("127.0.0.1", 0))
    say_port(listener)
    while True:
        conn, _ = listener.accept()
        with conn:
            choice = conn.recv(2048)
            if choice == b"E":
                break
            answers = {
                b"R": str(random.randint(1, 10)),
                b"T": str(datetime.datetime.now()),
                b"L": "Python " + sys.version.split()[0],
            }
            conn.sendall(answers.get(choice, "wrong option").encode())
    listener.close()
    # Not sys.exit(): the thread that reads the standard input may be in the middle of it.
    os._exit(0)


def operator():
    """Shows what a client says; the next line typed here is the answer, and an empty one echoes."""
    typed = queue.Queue()

    def keyboard():
        for line in sys.stdin:
            typed.put(line.rstrip("\n"))
        os._exit(0)

    def talk(conn):
        while data := conn.recv(1024):
            print("asked:", data.decode(), flush=True)
            conn.sendall(typed.get().encode() or data)

    threading.Thread(target=keyboard, daemon=True).start()
    serve_tcp(talk)


def room():
    """Everything goes to all the others; who is gone is dropped; quit leaves."""
    listener = socket.create_server(("127.0.0.1", 0))
    say_port(listener)
    members, gate = [], threading.Lock()

    def drop(conn):
        with gate:
            if conn in members:
                members.remove(conn)
        conn.close()

    def tell_the_others(speaker, text):
        with gate:
            others = [member for member in members if member is not speaker]
        for other in others:
            try:
                other.sendall(text)
            except OSError:
                drop(other)

    def listen_to(conn, host, port):
        try:
            while (data := conn.recv(1024)) and data.strip() != b"quit":
                tell_the_others(conn, f"From {host}:{port} - ".encode() + data)
        except OSError:
            pass
        drop(conn)

    while True:
        conn, (host, port) = listener.accept()
        with gate:
            members.append(conn)
        threading.Thread(target=listen_to, args=(conn, host, port), daemon=True).start()


# --- the modules that serve for you

class Threading(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128


def threading_server(handler):
    with Threading(("127.0.0.1", 0), handler) as server:
        say_port(server.socket)
        server.serve_forever()


def threading_echo():
    class Echo(socketserver.BaseRequestHandler):
        def handle(self):
            while data := self.request.recv(65536):
                self.request.sendall(data)

    threading_server(Echo)


def threading_upper():
    class Upper(socketserver.StreamRequestHandler):
        def handle(self):
            for line in self.rfile:
                if line.rstrip() == b"q":
                    return
                self.wfile.write(line.decode().upper().encode())

    threading_server(Upper)


def asyncio_echo():
    async def echo(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def main():
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        say_port(server.sockets[0])
        await server.serve_forever()

    asyncio.run(main())


def selectors_echo():
    """One thread; what a client does not take yet is kept, and while something is kept nothing more is read from it."""
    ready = selectors.DefaultSelector()
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    listener.setblocking(False)
    ready.register(listener, selectors.EVENT_READ)
    say_port(listener)
    while True:
        for key, _ in ready.select():
            if key.fileobj is listener:
                conn, _ = listener.accept()
                conn.setblocking(False)
                ready.register(conn, selectors.EVENT_READ, b"")
                continue
            conn, kept = key.fileobj, key.data
            try:
                if not kept:
                    kept = conn.recv(65536)
                    if not kept:
                        ready.unregister(conn)
                        conn.close()
                        continue
                else:
                    kept = kept[conn.send(kept):]
            except OSError:
                ready.unregister(conn)
                conn.close()
                continue
            ready.modify(conn, selectors.EVENT_WRITE if kept else selectors.EVENT_READ, kept)


def http_server():
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if self.path == "/hello":
                self.answer(200, b"Hello, World!")
            else:
                self.answer(404, b"no such page")

        def do_POST(self):
            self.answer(200, self.rfile.read(int(self.headers["Content-Length"])))

        def answer(self, status, body):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            # Who asks twice over one connection has the same port twice.
            self.send_header("X-Client-Port", str(self.client_address[1]))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        say_port(server.socket)
        server.serve_forever()


# --- UDP

def udp():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    say_port(sock)
    return sock


def udp_time():
    sock = udp()
    while True:
        _, client = sock.recvfrom(1024)
        sock.sendto(datetime.datetime.now().strftime("%A, %d %B %Y, %H:%M:%S").encode(), client)


def udp_peer():
    """The peer of lesson 12 over UDP. It acknowledges only what has come twice, answers in its own numbers, and repeats until acknowledged."""
    sock = udp()
    sock.settimeout(0.1)
    me, heard, done, unacknowledged, sent, their = "00000007", set(), set(), {}, 0, None
    while True:
        try:
            data, address = sock.recvfrom(65535)
        except socket.timeout:
            for datagram in unacknowledged.values():
                sock.sendto(datagram, their)
            continue
        kind, sender, _, number, *text = data.decode().split(" ", 4)
        if kind == "hello":
            their = address
            sock.sendto(f"welcome {me} {sender} 0 Guido".encode(), their)
        elif kind == "ack":
            unacknowledged.pop(number, None)
        elif kind in ("say", "ping", "bye"):
            if number not in heard:
                heard.add(number)
                continue
            sock.sendto(f"ack {me} {sender} {number}".encode(), their)
            if kind == "say" and number not in done:
                sent += 1
                unacknowledged[str(sent)] = f"say {me} {sender} {sent} you said {text[0]}".encode()
                sock.sendto(unacknowledged[str(sent)], their)
            elif kind == "bye" and number not in done:
                print("they left", flush=True)
            done.add(number)


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    mode = sys.argv[1]
    # The operator's input is a keyboard; it notices the end of it by itself.
    if mode != "operator":
        threading.Thread(target=end_with_stdin, daemon=True).start()
    modes = {"threading": threading_echo, "asyncio": asyncio_echo, "selectors": selectors_echo, "http": http_server}
    modes.get(mode, globals().get(mode))()
