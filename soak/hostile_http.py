# Used by soak/hostile: ways of sending that an honest program does not have. Not a program of its own.
"""Bodies without an end, lengths that lie, squeezed bodies, and many senders at once."""

import gzip
import hashlib
import http.client
import json
import socket
import threading
import zlib

SECONDS = 60


def ordinary(house, case, body=None, *sender, **headers):
    """Sends as a bank's program does: status, headers and text of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", house.portal, timeout=SECONDS)
    try:
        connection.request("POST", house.address(case), case.body if body is None else body, {**house.headers(case, *sender), **headers})
        return read(connection.getresponse())
    finally:
        connection.close()


def read(answer):
    text = answer.read(64 << 20).decode("utf-8", "replace")
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def raw(house, case, head, body):
    """Sends bytes as they are and reads what comes, until it is over or broken off."""
    told = {**house.headers(case), **head}
    lines = [f"POST {house.address(case)} HTTP/1.1", f"Host: 127.0.0.1:{house.portal}", *(f"{name}: {value}" for name, value in told.items())]
    with socket.create_connection(("127.0.0.1", house.portal), SECONDS) as line:
        try:
            line.sendall("\r\n".join([*lines, "", ""]).encode())
            for piece in body:
                line.sendall(piece)
        except OSError:
            pass  # cut off: what was said before is still to be read
        try:
            line.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return read(answer)


def endless(length):
    def send(house, case):
        piece = b"10000\r\n" + b"<!-- x -->      " * 4096 + b"\r\n"
        case.bytes = 0
        return raw(house, case, {"Transfer-Encoding": "chunked"}, (piece for _ in range(length >> 16)))
    return send


def announced_less(house, case):
    """The rest is no part of the letter, and no request either."""
    case.sha256, case.bytes = hashlib.sha256(case.body[:10]).hexdigest(), 10
    return raw(house, case, {"Content-Length": "10", "Connection": "close"}, [case.body])


def announced_more(house, case):
    return raw(house, case, {"Content-Length": str(10 << 30)}, [b"0123456789"])


def stalled(house, case):
    return raw(house, case, {"Content-Length": str(len(case.body))}, [case.body[:100]])


def squeezed(way):
    def send(house, case):
        body = bytes(32 << 20)
        for one in way.split(", "):
            body = gzip.compress(body) if one == "gzip" else zlib.compress(body)
        case.bytes = len(body)
        return ordinary(house, case, body, **{"Content-Encoding": way})
    return send


def many_times(count):
    """The same letter by so many at once: all must be told the same, and one of them that it was first."""
    def send(house, case):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(ordinary(house, case))) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        told = [json.loads(text) for _, _, text in answers]
        receipts = {one.get("receipt") for one in told}
        firsts = [answer for answer, one in zip(answers, told) if one.get("again") is False]
        if len(answers) != count or len(receipts) != 1 or len(firsts) != 1:
            return 500, {}, f"{len(answers)} answers, {len(receipts)} receipts, {len(firsts)} of them first"
        return firsts[0]
    return send
