"""Opens Word files in LibreOffice, accepts or rejects all tracked changes, and
prints what is left as JSON: for each file its paragraphs, cells between bars,
and how many empty ones there are that only keep tables apart.

Usage: accept.py PIPE FILE…
"""
import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def lines(text):
    out = []
    parts = text.createEnumeration()
    while parts.hasMoreElements():
        part = parts.nextElement()
        if part.supportsService("com.sun.star.text.TextTable"):
            rows = {}
            for name in part.getCellNames():
                column, row = name.rstrip("0123456789"), int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
                cell = "\n".join(lines(part.getCellByName(name)))
                if cell == "\u200d":
                    cell = ""  # by which LibreOffice itself tracks a row without a word
                rows.setdefault(row, []).append((len(column), column, cell))
            for row in sorted(rows):
                out.append("|" + "".join(cell + "|" for _, _, cell in sorted(rows[row])))
        elif part.getString() or part.ParaStyleName != "Spacer":
            out.append(part.getString())
    return out


def spacers(text):
    count = 0
    for part in iter_all(text):
        if not part.supportsService("com.sun.star.text.TextTable"):
            count += part.ParaStyleName == "Spacer" and not part.getString()
    return count


def main():
    context = connect(sys.argv[1])
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    answer = {}
    for path in sys.argv[2:]:
        for act in ("Accept", "Reject"):
            hidden = PropertyValue("Hidden", 0, True, 0)
            document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (hidden,))
            dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:%sAllTrackedChanges" % act, "", 0, ())
            answer[path + " " + act] = {
                "lines": lines(document.Text),
                "spacers": spacers(document.Text),
                "left": len(list(iter_all(document.Redlines))),
            }
            document.close(True)
    json.dump(answer, sys.stdout, ensure_ascii=False)
    sys.stdout.flush()
    try:
        desktop.terminate()
    except Exception:
        pass
    # The bridge's threads still run when LibreOffice has ended, and taking the
    # interpreter down under them crashes now and then.
    os._exit(0)


def iter_all(collection):
    each = collection.createEnumeration()
    while each.hasMoreElements():
        yield each.nextElement()


main()
