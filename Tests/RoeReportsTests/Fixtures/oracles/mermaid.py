"""Draws a Mermaid diagram in a headless browser and prints its labels, one line each after `node` or `edge`.

Exits with 1, and Mermaid's own words, when the diagram cannot be drawn.
"""
import functools
import http.server
import importlib.util
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading

package = importlib.util.find_spec("nicegui")
browser = shutil.which("chromium") or shutil.which("chromium-browser")
if not package or not browser:
    print("needs PyPI's nicegui and Debian's chromium", file=sys.stderr)
    sys.exit(2)
if "--is-there" in sys.argv:
    sys.exit(0)

SCRIPTS = os.path.join(os.path.dirname(package.origin), "elements", "mermaid", "dist")
SOURCE = json.dumps(sys.stdin.read()).replace("<", "\\u003c")
PAGE = f"""<!doctype html><meta charset=utf-8><script type=module>
import {{ mermaid }} from "/index.js";
let result;
try {{
  mermaid.initialize({{ startOnLoad: false, securityLevel: "strict" }});
  const {{ svg }} = await mermaid.render("drawing", {SOURCE});
  const holder = document.createElement("div");
  holder.innerHTML = svg;
  const foreign = [...holder.querySelectorAll("script, img, a, iframe, input")].length;
  const lines = [...holder.querySelectorAll(".nodeLabel, .edgeLabel")].map(label => {{
    const kind = label.classList.contains("nodeLabel") ? "node " : "edge ";
    label.querySelectorAll("br").forEach(br => br.replaceWith("\\n" + kind));
    return kind + label.textContent;
  }});
  result = "drawn, elements of others: " + foreign + "\\n" + lines.join("\\n");
}} catch (problem) {{
  result = "failed " + problem;
}}
await fetch("/result", {{ method: "POST", body: result }});
</script>"""
results = queue.Queue()


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def do_POST(self):
        results.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", 0), functools.partial(Handler, directory=SCRIPTS))
threading.Thread(target=server.serve_forever, daemon=True).start()
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    process = subprocess.Popen(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--remote-debugging-port=0", f"--user-data-dir={folder}",
         f"http://127.0.0.1:{server.server_port}/"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        result = results.get(timeout=120)
    except queue.Empty:
        result = "failed: the browser did not answer"
    finally:
        process.terminate()
        process.wait()
if not result.startswith("drawn"):
    print(result, file=sys.stderr)
    sys.exit(1)
print(result)
