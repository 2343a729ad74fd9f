"""The service of the demonstration, asked as the public, an officer and a second person ask it: started, asked, stopped.

Run after ``dualuse demo --json > FILE``: ``python examples/service/tour.py FILE``. Nothing but the standard library is needed to ask.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

TRANSACTION = {
    "activity": "export",
    "items": [
        {"id": "1", "description": "Portable interception set for mobile networks", "entries": ["5A001.f.2"]}
    ],
    "destination": "AE",
}


def ask(port: int, method: str, path: str, body: Any = None, token: str = "") -> Any:
    """What the service answers, as JSON."""
    request = Request(f"http://127.0.0.1:{port}/{path}", method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    with urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def wait(port: int) -> None:
    """Wait until the service may answer."""
    for _ in range(300):
        with suppress(OSError):
            if ask(port, "GET", "readyz")["ready"]:
                return
        time.sleep(0.1)
    raise SystemExit("the service did not come up")


def decide(port: int, contents: Any) -> Any:
    """Let the first officer propose to grant the case that is ready, and the second person countersign it."""
    tokens = {row["role"]: row["token"] for row in reversed(contents["people"])}
    case = f"api/v1/cases/{contents['cases']['ready_to_propose']}"
    reasons = {"internal": "Known end user.", "applicant": "The use is civil.", "public": "Civil use."}
    proposal = {"valid_until": (date.today() + timedelta(days=365)).isoformat(), "reasons": reasons}
    ask(port, "POST", f"{case}/propose", proposal, tokens["officer"])
    return ask(port, "POST", f"{case}/countersign", {"text": "Seen."}, tokens["countersigner"])


def main() -> None:
    """Start, ask, stop."""
    contents = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "dualuse", "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(port)
        answer = ask(port, "POST", "api/v1/check", TRANSACTION)
        print(f"anybody asks for an interception set to AE: {answer['release']}, {answer['outcome']}")
        case = decide(port, contents)
        print(f"an officer proposes and a second person countersigns {case['reference']}: {case['state']}")
        exporter = next(row["token"] for row in contents["people"] if row["role"] == "exporter")
        newest = ask(port, "GET", "api/v1/authorisations?limit=1", token=exporter)["items"][0]
        print(f"its exporter holds {newest['number']}, {newest['status']} until {newest['valid_until']}")
    finally:
        server.terminate()
        server.wait(timeout=30)
    print("the service is stopped")


if __name__ == "__main__":
    main()
