"""Installs the profilers that the benches compare with: a virtual environment for each tool and interpreter, kept in a cache."""

import os
import shutil
import subprocess
import sys

_INSTALL_S = 600


class Unavailable(Exception):
    """A tool can't be had or can't run here; the text says why in one sentence."""


def cache_folder():
    """EMBERLINE_BENCH_CACHE, or a folder of the user's cache; never inside the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get("EMBERLINE_BENCH_CACHE") or os.path.join(base, "emberline-bench")


def version_of(python):
    """Such as "3.12.1"."""
    return subprocess.run([python, "-c", "import sys; print(sys.version.split()[0])"], check=True,
                          stdout=subprocess.PIPE).stdout.decode().strip()


def environment(python, tool, packages):
    """The folder of the environment of a tool for an interpreter. Raises Unavailable when its packages don't install."""
    minor = ".".join(version_of(python).split(".")[:2])
    folder = os.path.join(cache_folder(), "%s-%s" % (tool, minor))
    done, refused = os.path.join(folder, "installed"), os.path.join(folder, "refused")
    if os.path.exists(refused):
        raise Unavailable("does not install")
    if not os.path.exists(done):
        shutil.rmtree(folder, True)
        os.makedirs(folder)
        reason = _install(python, folder, packages)
        with open(refused if reason else done, "w", encoding="utf-8") as file:
            file.write(reason or "")
        if reason:
            raise Unavailable("does not install")
    return os.path.join(folder, "venv")


def _install(python, folder, packages):
    """None when it is done, else the last line of what went wrong."""
    venv = os.path.join(folder, "venv")
    own = os.path.join(venv, "bin", "python")
    try:
        subprocess.run([python, "-m", "venv", venv], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_INSTALL_S)
        pip = [own, "-m", "pip"]
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError):
        # A Python without ensurepip: it gets the newest pip of the one that runs this.
        shutil.rmtree(venv, True)
        seed = os.path.join(folder, "pip")
        try:
            subprocess.run([python, "-m", "venv", "--without-pip", venv], check=True, stdout=subprocess.PIPE)
            subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", seed, "pip"], check=True,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except subprocess.CalledProcessError as error:
            return str(error)
        pip = [own, os.path.join(seed, "pip")]
    try:
        done = subprocess.run(pip + ["install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", *packages],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_INSTALL_S)
    except (subprocess.TimeoutExpired, OSError) as error:
        return str(error)
    if done.returncode != 0:
        return done.stdout.decode("utf-8", "replace")[-400:] or "pip failed"
    return None
