"""A plain IRC client on a bare socket: python3 irc_client.py PORT. Ends with 0 when all went as it should."""
import socket
import sys

port = int(sys.argv[1])


class Person:
    def __init__(self, nick):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.rest = b""
        self.nick = nick
        self.say(f"NICK {nick}", f"USER {nick} 0 * :{nick} from python")
        self.hear(" 376 ")

    def say(self, *lines):
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def line(self):
        while b"\r\n" not in self.rest:
            got = self.socket.recv(4096)
            if not got:
                sys.exit(f"{self.nick}: the server closed, after {self.rest!r}")
            self.rest += got
        line, self.rest = self.rest.split(b"\r\n", 1)
        if len(line) > 510:
            sys.exit(f"{self.nick}: a line of {len(line)} bytes")
        return line.decode()

    def hear(self, part):
        while part not in (line := self.line()):
            pass
        return line


def must(line, expected):
    if line != expected:
        sys.exit(f"expected {expected!r}, got {line!r}")


one, two = Person("one"), Person("two")
one.say("JOIN #python")
one.hear(" 366 one #python ")
two.say("JOIN #python")
must(two.hear(" 353 "), ":irc.example 353 two = #python :@one two")
two.hear(" 366 ")
two.say("PRIVMSG #python :na\u00efve caf\u00e9")
must(one.hear("PRIVMSG"), ":two!~two@127.0.0.1 PRIVMSG #python :na\u00efve caf\u00e9")
one.socket.sendall(b"PRIVMSG #py")
one.socket.sendall(b"thon :in pieces\r\nPRIVMSG two :and joined\r\n")
must(two.hear("PRIVMSG"), ":one!~one@127.0.0.1 PRIVMSG #python :in pieces")
must(two.hear("PRIVMSG"), ":one!~one@127.0.0.1 PRIVMSG two :and joined")
two.say("PRIVMSG #python :" + "x" * 600)
must(two.hear(" 417 "), ":irc.example 417 two :Input line was too long")
two.say("NICK one")
two.hear(" 433 two one ")
two.say("QUIT :done")
must(one.hear("QUIT"), ":two!~two@127.0.0.1 QUIT :Quit: done")
one.say("PING :last")
must(one.hear("PONG"), ":irc.example PONG irc.example :last")
print("ok")
