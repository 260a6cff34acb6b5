"""The door to pages of others leads nowhere inside, reads little and not for long."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from maillage.core import gateways
from maillage.core.gateways.web import FakeWeb, Unreachable, Web, is_public, normal


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/loin"):
            self.send_response(302)
            self.send_header("Location", self.server.leads)
            self.end_headers()
        elif self.path == "/gros":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 3_000_000)
        elif self.path == "/lent":
            self.send_response(200)
            self.end_headers()
            for _piece in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        elif self.path == "/absent":
            self.send_error(404)
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar")
            self.end_headers()
            self.wfile.write(b"BEGIN " + self.path.encode() + b" " + self.headers["Host"].encode())

    def log_message(self, *args):
        pass

    def handle(self):
        try:
            super().handle()
        except OSError:
            return


@pytest.fixture
def server():
    made = HTTPServer(("127.0.0.1", 0), Server)
    made.leads = "/arrivee"
    thread = threading.Thread(target=made.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def door(server, seconds=5.0, allows=lambda address: True):
    port = server.server_address[1]
    return Web(
        seconds=seconds, allows=allows, resolve=lambda host, asked: ["127.0.0.1"], ports={"http": port, "https": port}
    )


def refused(call):
    with pytest.raises(Unreachable) as caught:
        call()
    assert caught.value.message() != caught.value.code
    return caught.value.code


def test_it_brings_a_page_back_and_names_its_site(server):
    found = door(server).fetch("http://agenda.exemple.org/a?b=c#d", most=1000)
    assert found.content == b"BEGIN /a?b=c agenda.exemple.org"
    assert found.content_type == "text/calendar"


def test_it_follows_and_looks_again(server):
    assert door(server).fetch("http://exemple.org/loin", most=1000).url == "http://exemple.org/arrivee"
    server.leads = "/loin/encore"
    assert refused(lambda: door(server).fetch("http://exemple.org/loin", most=1000)) == "redirects"
    for leads, code in (("file:///etc/passwd", "address"), ("http://x:y@exemple.org/", "address"), ("", "redirects"),
                        ("http://exemple.org:22/", "address"), ("gopher://exemple.org", "address")):  # fmt: skip
        server.leads = leads
        assert refused(lambda: door(server).fetch("http://exemple.org/loin", most=1000)) == code, leads


def test_a_redirect_does_not_lead_inside(server):
    seen = []

    def resolve(host, port):
        seen.append(host)
        return ["127.0.0.1"]

    def allows(address):
        return seen[-1] == "dehors.exemple.org"

    server.leads = "http://dedans.exemple.org/"
    web = Web(allows=allows, resolve=resolve, ports={"http": server.server_address[1], "https": 1})
    assert refused(lambda: web.fetch("http://dehors.exemple.org/loin", most=1000)) == "inside"
    assert seen == ["dehors.exemple.org", "dedans.exemple.org"]


def test_one_private_address_among_others_is_enough(server):
    web = Web(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    assert refused(lambda: web.fetch("https://exemple.org/", most=1000)) == "inside"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "::",
     "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "255.255.255.255"],
)  # fmt: skip
def test_what_is_inside(address):
    assert not is_public(address)
    assert refused(lambda: Web(resolve=lambda host, port: [address]).fetch("https://exemple.org/", most=1)) == "inside"


def test_what_is_outside():
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    "url",
    ["", "exemple.org", "ftp://exemple.org/", "file:///etc/passwd", "https://", "https://a:b@exemple.org/", "https://exemple.org:8443/",
     "https://exemple.org/a b", "https://exemple.org/\x00", "javascript:alert(1)", "https://[::1", "https://exemple.org:99999/",
     "http://" + "a" * 400 + ".org/"],
)  # fmt: skip
def test_what_is_no_address(url):
    assert refused(lambda: normal(url)) == "address"


def test_webcal_is_https():
    assert normal(" webcal://Exemple.org/a.ics ") == "https://exemple.org/a.ics"
    assert normal("https://société.example/x") == "https://xn--socit-esab.example/x"


def test_too_big_too_slow_absent_closed(server):
    assert refused(lambda: door(server).fetch("http://exemple.org/gros", most=1_000_000)) == "big"
    assert refused(lambda: door(server).fetch("http://exemple.org/absent", most=1000)) == "status"
    began = time.monotonic()
    assert refused(lambda: door(server, seconds=0.4).fetch("http://exemple.org/lent", most=1000)) == "slow"
    assert time.monotonic() - began < 2
    assert refused(lambda: door(server).fetch("https://exemple.org/", most=1000)) == "refused"  # no TLS there
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    web = Web(
        allows=lambda address: True, resolve=lambda host, asked: ["127.0.0.1"], ports={"http": port, "https": port}
    )
    assert refused(lambda: web.fetch("http://exemple.org/", most=1000)) == "refused"


def test_the_one_that_pretends():
    with gateways.pretending(FakeWeb({"https://exemple.org/a": b"oui", "https://exemple.org/b": "slow"})) as fake:
        assert gateways.web().fetch("webcal://exemple.org/a", most=10).content == b"oui"
        assert refused(lambda: gateways.web().fetch("https://exemple.org/b", most=10)) == "slow"
        assert refused(lambda: gateways.web().fetch("https://exemple.org/c", most=10)) == "unknown"
        assert len(fake.asked) == 3
    assert isinstance(gateways.web(), Web)
