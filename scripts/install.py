# -*- coding: utf-8 -*-
"""Install govlist without a network: in the folder of wheels, or run on the zip that holds it.

    python3 govlist-VERSION-SYSTEM-pyPYTHON.zip     unpacks it here, then installs
    python3 install.py                              installs beside this file

Every Python since 2.7 can read this file, so that a wrong one is told so before anything is unpacked.
scripts/wheels.py fills in the first two values.
"""

import glob
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
        here = (".".join(map(str, sys.version_info[:3])), sys.executable)
        refuse(
            "Python %d.%d is needed for this bundle; this is Python %s (%s)",
            "本安装包需要 Python %d.%d，现在运行的是 Python %s（%s）",
            WANTED + here,
        )
    folder = os.path.dirname(os.path.abspath(__file__))
    if os.path.isfile(folder):  # this file is inside the zip
        target = os.path.abspath(NAME)
        if os.path.exists(NAME):
            refuse("%s already exists; remove or rename it", "%s 已经存在，请先删除或改名", (target,))
        with zipfile.ZipFile(folder) as archive:
            archive.extractall(members=[name for name in archive.namelist() if name.startswith(NAME + "/")])
        folder = target
    check(folder)
    environment = os.path.join(folder, ".venv")
    programs = os.path.join(environment, "Scripts" if os.name == "nt" else "bin")
    wheels = os.path.join(folder, "wheels")
    # pip comes with the bundle: a Python of Debian has none, and makes no environment with one.
    pip = os.path.join(glob.glob(os.path.join(wheels, "pip-*.whl"))[0], "pip")
    install = [os.path.join(programs, "python"), pip, "--disable-pip-version-check", "install", "--quiet"]
    run([sys.executable, "-m", "venv", "--without-pip", environment])
    run(install + ["--no-index", "--find-links", wheels, "pip", "govlist[pdf]"])
    program = os.path.join(programs, "govlist.exe" if os.name == "nt" else "govlist")
    run([program, "--version"])
    print("installed: " + program)


def check(folder):
    """Compare each wheel with SHA256SUMS."""
    with open(os.path.join(folder, "SHA256SUMS")) as sums:
        rows = [line.split() for line in sums]
    for digest, path in rows:
        with open(os.path.join(folder, path), "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != digest:
                refuse("%s is damaged; copy the bundle again", "%s 已损坏，请重新拷贝安装包", (path,))


def run(command):
    """Run a command that says itself what is wrong."""
    if subprocess.call(command):
        refuse("this failed: %s", "运行失败：%s", (" ".join(command),))


def refuse(english, chinese, values):
    """Say why it is not possible, in English and, where the console can show it, in Chinese; end."""
    sys.stderr.write(english % values + "\n")
    try:
        line = chinese % values + "\n"
        shown = line.encode(sys.stderr.encoding or "ascii")
        sys.stderr.write(shown if str is bytes else line)
    except UnicodeError:
        pass
    sys.exit(3)


if __name__ == "__main__":
    main()
