"""Install govlist without a network: in the folder of wheels, or run on the zip that holds it.

    python3 govlist-VERSION-SYSTEM-pyPYTHON.zip     unpacks it here, then installs
    python3 install.py                              installs beside this file

Every Python since 2.7 can read this file, so that a wrong one is told so before anything is unpacked.
scripts/wheels.py fills in the first two values.
"""

import hashlib
import os
import subprocess
import sys
import zipfile

WANTED = (0, 0)
NAME = ""


def main():
    """Check the Python, unpack if need be, check the wheels, install; exit 3 if that is not possible."""
    if sys.version_info[:2] != WANTED:
        here = ".".join(map(str, sys.version_info[:3]))
        refuse(
            "Python %d.%d is needed for this bundle; this is Python %s (%s)"
            % (WANTED + (here, sys.executable))
        )
    folder = os.path.dirname(os.path.abspath(__file__))
    if os.path.isfile(folder):  # this file is inside the zip
        if os.path.exists(NAME):
            refuse("%s already exists; remove or rename it" % os.path.abspath(NAME))
        with zipfile.ZipFile(folder) as archive:
            archive.extractall()
        folder = os.path.abspath(NAME)
    check(folder)
    environment = os.path.join(folder, ".venv")
    subprocess.check_call([sys.executable, "-m", "venv", environment])
    programs = os.path.join(environment, "Scripts" if os.name == "nt" else "bin")
    pip = [os.path.join(programs, "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    wheels = os.path.join(folder, "wheels")
    subprocess.check_call(pip + ["--no-index", "--find-links", wheels, "govlist[pdf]"])
    program = os.path.join(programs, "govlist.exe" if os.name == "nt" else "govlist")
    subprocess.check_call([program, "--version"])
    print("installed: " + program)


def check(folder):
    """Compare each wheel with SHA256SUMS."""
    with open(os.path.join(folder, "SHA256SUMS")) as sums:
        rows = [line.split() for line in sums]
    for digest, path in rows:
        with open(os.path.join(folder, path), "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != digest:
                refuse("%s is damaged; copy the bundle again" % path)


def refuse(message):
    """Say why it is not possible, and end."""
    sys.stderr.write(message + "\n")
    sys.exit(3)


if __name__ == "__main__":
    main()
