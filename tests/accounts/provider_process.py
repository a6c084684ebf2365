"""What `provider` runs: oidc-provider-mock, its clock at NOW. It says on which port, and serves until it is ended."""

import sys

import time_machine
from oidc_provider_mock import app
from werkzeug.serving import make_server

from tests.databases import NOW

if __name__ == "__main__":
    time_machine.travel(NOW, tick=False).start()
    server = make_server("127.0.0.1", 0, app(require_nonce=True), threaded=True)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
