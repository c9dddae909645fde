"""Drives our web server with python's own http.client: web_client.py PORT. Ends with 1 and a line on stderr at the first surprise."""
import http.client
import sys


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: expected {wanted!r}, got {got!r}")


def main():
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=20)

    def ask(method, path, body=None, headers=None, **more):
        connection.request(method, path, body, headers or {}, **more)
        response = connection.getresponse()
        return response, response.read()

    connection.connect()
    socket = connection.sock
    response, body = ask("GET", "/hello")
    expect("hello", (response.status, response.reason, response.version, body), (200, "OK", 11, b"Hello, World!"))

    response, body = ask("HEAD", "/hello")
    expect("head", (response.status, response.getheader("Content-Length"), body), (200, "13", b""))

    words = "naïve café ".encode() * 10000
    response, body = ask("POST", "/echo", words)
    expect("post", (response.status, body == words), (200, True))

    response, body = ask("POST", "/echo", iter([b"one ", b"two ", b"three"]), encode_chunked=True)
    expect("chunked post", (response.status, body), (200, b"one two three"))

    response, page = ask("GET", "/")
    expect("page", (response.status, response.getheader("Content-Type")), (200, "text/html; charset=utf-8"))
    response, body = ask("GET", "/", headers={"Range": "bytes=0-14"})
    expect("range", (response.status, body), (206, page[:15]))
    response, body = ask("GET", "/", headers={"If-None-Match": response.getheader("ETag")})
    expect("unchanged", (response.status, body), (304, b""))

    response, body = ask("GET", "/nowhere")
    expect("nowhere", response.status, 404)
    response, body = ask("DELETE", "/hello")
    expect("delete", (response.status, response.getheader("Allow")), (405, "GET, HEAD, OPTIONS"))
    response, body = ask("OPTIONS", "*")
    expect("options", (response.status, body), (204, b""))
    if connection.sock is not socket:
        sys.exit("the server did not keep the connection")

    response, body = ask("GET", "/hello", headers={"Connection": "close"})
    expect("close", (response.getheader("Connection"), body), ("close", b"Hello, World!"))


main()
