"""The demo country that soaks are run on."""

import subprocess

# Its reports are the same on whatever day it is founded.
FIRST_DAY = "2026-03-17"


def found(program, data, databases=()):
    """Founds it in a folder with one report, on ports that are free, and ends it."""
    command = [program, "demo", "--reports", "1", "--first-day", FIRST_DAY, "--data", data]
    command += ["--portal-port", "0", "--desk-port", "0", *databases]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as demo:
        founded = any("Ctrl-C ends it" in line for line in demo.stdout)
        demo.terminate()
    if not founded:
        raise SystemExit(f"the demo country could not be founded in {data}")
