"""Types answers into the form of a folder in LibreOffice itself, and saves it as Word. Run with its Python.

/usr/bin/python3 type_in_libreoffice.py FOLDER '{"contact": "Libraries"}'
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]


def main(folder: str, typed: dict[str, Any]) -> None:
    """Opens form.docx and saves typed.docx."""
    pipe = f"eiagen{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    desktop = None
    try:
        desktop = _desktop(pipe)
        document = desktop.loadComponentFromURL(
            f"file://{folder}/form.docx", "_blank", 0, (_with("Hidden", True),)
        )
        controls = document.ContentControls
        for control in [controls.getByIndex(number) for number in range(controls.Count)]:
            if control.Tag in typed:
                answer = typed.pop(control.Tag)
                if answer is True:
                    control.Checked = True
                else:
                    control.setString(answer)
                    control.ShowingPlaceHolder = False
        document.storeToURL(f"file://{folder}/typed.docx", (_with("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    finally:
        if desktop is None:
            office.kill()
        else:
            desktop.terminate()
        office.wait(60)


def _desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # not up yet
            time.sleep(0.5)
        else:
            return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    raise SystemExit("LibreOffice did not start")


def _with(name: str, value: Any) -> Any:
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
