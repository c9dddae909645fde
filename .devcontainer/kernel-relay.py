#!/usr/bin/env python3
"""kernel-relay.py COMMAND...: stands between VS Code's notebook extension and .NET Interactive, and lets one command through at a time.

Why: on Linux and macOS a cell that prints while the kernel answers anything else at that moment (the extension asks for the variables after
each cell, and for diagnostics while you type) can deadlock .NET Interactive 1.0.712001: Console.WriteLine holds the lock of Console.Out and
waits for that of standard output; the answer's thread holds standard output's and, in the console stream, waits for Console.Out's. The cell
then never ends. With one command at a time there is no second thread. IntelliSense waits for a running cell; nothing else changes.

The protocol is a JSON object a line, commands in, events out; a command is over when CommandSucceeded or CommandFailed carries its token.
"""
import collections
import json
import os
import signal
import subprocess
import sys
import threading
import time

AT_ONCE = {"Cancel", "Quit"}  # what must reach a kernel that is busy
PATIENCE = 30.0  # seconds after which a command other than a cell no longer holds up the others: an answer may have been lost


class Relay:
    def __init__(self, kernel):
        self.kernel = kernel
        self.waiting = collections.deque()
        self.current = None
        self.since = 0.0
        self.is_cell = False
        self.lock = threading.Condition()

    def to_kernel(self, line):
        try:
            self.kernel.stdin.write(line)
            self.kernel.stdin.flush()
        except (OSError, ValueError):
            pass  # the kernel has ended, or the extension has and its last commands with it

    def accept(self, line):
        """A line of the extension: events and urgent commands pass, other commands queue up."""
        message = parse(line)
        with self.lock:
            if message.get("commandType") is None or message["commandType"] in AT_ONCE or not message.get("token"):
                self.to_kernel(line)
            else:
                self.waiting.append((message["token"], message["commandType"] == "SubmitCode", line))
                self.pump()

    def pump(self):
        stuck = self.current and not self.is_cell and time.monotonic() - self.since > PATIENCE
        if self.waiting and (self.current is None or stuck):
            self.current, self.is_cell, line = self.waiting.popleft()
            self.since = time.monotonic()
            self.to_kernel(line)

    def answered(self, line):
        """A line of the kernel: the end of the current command lets the next one go."""
        if b"CommandSucceeded" not in line and b"CommandFailed" not in line:
            return
        message = parse(line)
        if message.get("eventType") in ("CommandSucceeded", "CommandFailed"):
            with self.lock:
                if (message.get("command") or {}).get("token") == self.current:
                    self.current = None
                    self.pump()

    def watch(self):
        while True:
            time.sleep(1)
            with self.lock:
                self.pump()


def parse(line):
    try:
        message = json.loads(line)
        return message if isinstance(message, dict) else {}
    except ValueError:
        return {}


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: kernel-relay.py COMMAND [ARGUMENT...]")
    try:
        kernel = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True)
    except OSError as error:
        sys.exit(f"kernel-relay.py: {sys.argv[1]} cannot be started: {error.strerror}")
    relay = Relay(kernel)

    # "dotnet tool run" starts the kernel as its child; the extension ends us alone.
    def end(*_):
        os.killpg(kernel.pid, signal.SIGTERM)
        sys.exit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)

    def commands():
        for line in sys.stdin.buffer:
            relay.accept(line)
        kernel.stdin.close()  # which ends the kernel, and with it this program

    for work in (commands, relay.watch):
        threading.Thread(target=work, daemon=True).start()
    output = sys.stdout.buffer
    try:
        with open(kernel.stdout.fileno(), "rb", closefd=False) as lines:
            for line in lines:
                output.write(line)
                output.flush()
                relay.answered(line)
    except BrokenPipeError:
        end()
    sys.exit(kernel.wait())


if __name__ == "__main__":
    main()
