"""Requests a second from the page cache: raw keep-alive sockets in a second process, the server held to one core."""

import json
import os
import socket
import sys
import time


def run(host: str, port: int, path: str, seconds: float = 4.0) -> dict[str, float]:
    """One connection after another would measure the client: eight connections, each with one request under way."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {1})
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: br\r\n\r\n".encode()
    sockets = [socket.create_connection((host, port)) for _ in range(8)]
    for one in sockets:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one.sendall(request)
    done, started = 0, time.monotonic()
    while time.monotonic() - started < seconds:
        for one in sockets:
            read_answer(one)
            one.sendall(request)
            done += 1
    return {"requests_per_s": round(done / (time.monotonic() - started))}


def read_answer(one: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += one.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise SystemExit(head.decode(errors="replace"))
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += one.recv(65536)


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
