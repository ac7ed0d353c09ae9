"""Runs MiniStack in this process, and ends with the process that started it.

The starter keeps our standard input open for as long as it lives. The pipe closes however the starter ends, `kill -9`
included, and that is the one signal that needs no cooperation from a dying process.
"""

import os
import signal
import sys
import threading

# Long enough for a large state to be written, short enough that nobody meets yesterday's emulator.
GRACE_SECONDS = 20


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


if __name__ == "__main__":
    if os.getpgid(0) != os.getpid():
        sys.exit("emulator.py must lead its own process group")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from certificate import write_certificate

    write_certificate(os.environ["MINISTACK_SSL_CERT"], os.environ["MINISTACK_SSL_KEY"])
    from ministack.app import main

    sys.argv = sys.argv[:1]
    try:
        main()
    finally:
        _end_workers()
