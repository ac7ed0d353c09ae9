"""Lets the emulator reach itself.

It fetches the keys that tokens are checked with from its own address, by plain HTTP, even where it serves TLS alone: every
token would be refused.
"""

import ssl
import urllib.request


class _OverTls(urllib.request.BaseHandler):
    def __init__(self, port):
        self._own = {f"localhost:{port}", f"127.0.0.1:{port}"}
        self._address = f"127.0.0.1:{port}"

    def http_request(self, request):
        if request.host in self._own:
            request.full_url = f"https://{self._address}{request.selector}"
        return request


def reach_self_over_tls(port, certificate):
    """Sends requests of this process for `port` on loopback over TLS, trusting `certificate` besides the system's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certificate)
    tls = urllib.request.HTTPSHandler(context=context)
    urllib.request.install_opener(urllib.request.build_opener(_OverTls(port), tls))
