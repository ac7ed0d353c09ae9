"""Runs MiniStack in this process, and ends with the process that started it.

The starter keeps our standard input open for as long as it lives. The pipe closes however the starter ends, `kill -9`
included, and that is the one signal that needs no cooperation from a dying process.
"""

import asyncio
import os
import resource
import signal
import sys
import threading

# Long enough for a large state to be written, short enough that nobody meets yesterday's emulator.
GRACE_SECONDS = 20
# Longer than any client keeps an idle connection, so that none is closed under a request.
KEEP_ALIVE_SECONDS = 75


def _end_with_parent():
    # Not sys.stdin: its lock, held by a blocked read, would abort the interpreter's shutdown.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


def _end_workers():
    # Function workers share this process group. The signal is ignored here so that our own exit code stays ours.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)


def _raise_file_limit():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _serve(certificate, key):
    # Not by MiniStack's own command: with TLS it takes port 443 as well, wherever it may.
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    from ministack.app import app

    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.certfile, config.keyfile = certificate, key
    config.keep_alive_timeout = KEEP_ALIVE_SECONDS
    config.loglevel = os.environ["LOG_LEVEL"]
    asyncio.run(serve(app, config))


if __name__ == "__main__":
    if os.getpgid(0) != os.getpid():
        sys.exit("emulator.py must lead its own process group")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from certificate import write_certificate
    from over_tls import reach_self_over_tls

    files = os.environ["MINISTACK_SSL_CERT"], os.environ["MINISTACK_SSL_KEY"]
    write_certificate(*files)
    reach_self_over_tls(os.environ["GATEWAY_PORT"], files[0])
    _raise_file_limit()
    try:
        _serve(*files)
    finally:
        _end_workers()
