"""The bench itself works: small sizes, no verdict on time."""

import json
import os
import subprocess
import sys
from pathlib import Path

from portal.config import ROOT

MEASURED = {f"SPEED-{number}" for number in range(1, 14)} | {
    f"WEIGHT-{number}" for number in (1, 2, 3, 4)
}


def test_a_small_run_tells_every_figure(tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    environ = os.environ | {
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'unused.db'}",
        "PORTAL_STORAGE_URL": f"file://{tmp_path / 'files'}",
    }
    ran = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "bench", "--smoke", "--json", str(target)],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(target.read_text())["figures"]
    assert {one["id"] for one in told} == MEASURED
    for one in told:
        assert one["value"] is not None or one["note"], f"{one['what']} has no value and no reason"
    exact = [one for one in told if one["goal"].split()[-1:] in (["errors"], ["photos"])]
    assert exact
    assert all(one["value"] == 0 for one in exact)
