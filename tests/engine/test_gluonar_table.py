"""docs/GLUONAR.md names what GluonAR documents, what exists here, and tests that exist."""

import ast
import importlib
import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTED = {
    *("STFTBlock", "ZScoreNormBlock", "DCT1D", "MelSpectrogram", "PowerToDB", "MFCC", "SincConv1D"),
    *("VoxAudioFolderDataset", "VoxAudioValFolderDataset", "TIMITDataset", "random_crop", "center_crop", "norm_audio"),
    *("ArcLoss", "RingLoss", "get_loss", "get_loss_list", "get_model", "vox-res18-0000.params"),
    *("vox-res18-symbol.json", "plot_roc", "plot_accuracy", "view_spec", "deploy.py"),
}


def rows():
    """(GluonAR's, ours, what differs, checked by) of every line of the tables."""
    lines = (ROOT / "docs" / "GLUONAR.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0] != "GluonAR's" and set(row[0]) != {"-"}]


ROWS = pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])


def quoted(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_every_documented_name_has_its_row():
    named = [name for row in rows() for name in quoted(row[0])]
    assert set(named) >= DOCUMENTED
    assert len(rows()) == len({row[0] for row in rows()})


@ROWS
def test_what_is_ours_exists(row):
    (ours,) = quoted(row[1])
    if ours.startswith("examples/"):
        assert (ROOT / ours).is_file()
        return
    if importlib.util.find_spec("mxnet") is None:
        pytest.skip("MXNet is not installed, and most of the engine's modules need it")
    module, name = ours.rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), name))


@ROWS
def test_what_checks_it_exists(row):
    tests = [test.split("::") for test in quoted(row[3])]
    assert tests, "no test is named"
    for path, name in tests:
        parsed = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in parsed.body if isinstance(node, ast.FunctionDef)}, f"{path}::{name}"
