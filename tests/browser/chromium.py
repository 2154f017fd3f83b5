"""A headless Chromium driven over its own pipe (--remote-debugging-pipe): no driver, no network, no further dependency."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
).split()


class Chromium:
    """One browser with one page at a time. What the page logs and asks for is in `console` and `requests`."""

    def __init__(self) -> None:
        self._profile = tempfile.mkdtemp(prefix="onrecord-browser-")
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        command = [str(PROGRAM), *_FLAGS, f"--user-data-dir={self._profile}", "about:blank"]
        # The shell puts the two ends where Chromium looks for them: it reads from 3 and writes to 4.
        script = f'exec "$@" 3<&{to_read} 4>&{to_write}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "bash", *command],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._number, self._rest = 0, b""
        self._session: str | None = None
        self._loaded = False
        self._scripts = True
        self.console: list[str] = []
        self.requests: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, timeout: float = 60, **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol and its answer."""
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session and not method.startswith("Target."):
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + timeout
        while True:
            answer = self._next(end)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    def open(self, address: str) -> None:
        """Load an address and wait for it."""
        self._loaded = False
        self.console.clear()
        self.requests.clear()
        self.call("Page.navigate", url="about:blank")
        self._wait_for_load()
        self.requests.clear()
        self.call("Page.navigate", url=address)
        self._wait_for_load()
        self.settle()

    def _wait_for_load(self) -> None:
        end = time.monotonic() + 60
        while not self._loaded:
            self._next(end)
        self._loaded = False

    def settle(self) -> None:
        """Two frames drawn: scripts have run and scrolled."""
        if not self._scripts:
            time.sleep(0.1)  # no script can say when a frame is drawn
            return
        self.run("new Promise(d => requestAnimationFrame(() => requestAnimationFrame(() => d(1))))")

    def run(self, script: str) -> Any:
        """The value of an expression on the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """A real mouse click in the middle of an element."""
        self._click(selector)
        self.settle()

    def _click(self, selector: str) -> None:
        place = json.dumps(selector)
        self.run(f"document.querySelector({place}).scrollIntoView({{block: 'center', behavior: 'instant'}})")
        self.settle()
        box = self.run(
            f"(b => [b.left + b.width / 2, b.top + b.height / 2])(document.querySelector({place}).getClientRects()[0])"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def follow(self, selector: str) -> None:
        """A click that leads to another page, and the wait for it."""
        self._loaded = False
        self._click(selector)
        self._wait_for_load()
        self.settle()

    def enter(self, key: str = "Enter", code: int = 13, text: str = "\r") -> None:
        """A key that leads to another page, and the wait for it."""
        self._loaded = False
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )
        self._wait_for_load()
        self.settle()

    def type(self, selector: str, text: str) -> None:
        """Text into a field, in place of what it holds, as a keyboard puts it there."""
        self.run(f"(f => {{ f.focus(); f.select(); }})(document.querySelector({json.dumps(selector)}))")
        self.call("Input.insertText", text=text)

    def choose(self, selector: str, value: str) -> None:
        """Another option of a select field."""
        sent = "for (const kind of ['input', 'change']) f.dispatchEvent(new Event(kind, {bubbles: true}))"
        field = f"document.querySelector({json.dumps(selector)})"
        self.run(f"(f => {{ f.focus(); f.value = {json.dumps(value)}; {sent}; }})({field})")

    def attach(self, selector: str, paths: list[Path]) -> None:
        """Files into a file field."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(p) for p in paths])

    def wait(self, condition: str, timeout: float = 20) -> Any:
        """The value of an expression as soon as it is true; pages may come and go meanwhile."""
        end = time.monotonic() + timeout
        while True:
            try:
                if value := self.run(condition):
                    return value
            except RuntimeError as error:
                if "Execution context" not in str(error) and "navigated" not in str(error):
                    raise
            if time.monotonic() > end:
                raise TimeoutError(f"never true: {condition}")
            time.sleep(0.05)

    def scripts(self, on: bool) -> None:
        """Whether pages may run scripts."""
        self.call("Emulation.setScriptExecutionDisabled", value=not on)
        self._scripts = on

    def press(self, key: str, code: int, text: str = "") -> None:
        """A key, down and up."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )
        self.settle()

    def size(self, width: int, height: int, dark: bool = False, scale: float = 1) -> None:
        """The window, and the colour scheme the reader prefers."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=features)

    def picture(self, path: Path, whole: bool = False) -> None:
        """A PNG of the window, or of the whole page."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=False)["data"]))

    def close(self) -> None:
        self._process.kill()
        self._process.wait(10)
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _next(self, end: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser gave no answer")
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise RuntimeError("the browser is gone")
            self._rest += chunk
        raw, _, self._rest = self._rest.partition(b"\0")
        message = dict(json.loads(raw))
        self._note(message)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        match message.get("method"):
            case "Page.loadEventFired":
                self._loaded = True
            case "Runtime.consoleAPICalled":
                self.console.append(" ".join(str(a.get("value", a.get("description"))) for a in params["args"]))
            case "Runtime.exceptionThrown":
                self.console.append(str(params["exceptionDetails"]))
            case "Log.entryAdded":
                self.console.append(params["entry"]["text"])
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
