"""Archives for tests, and what is looked at afterwards."""

import json
import shutil

import numpy as np

from gluonar_engine.data.audio import encode_flac
from gluonar_engine.modelcard import DEFAULT_MODEL
from tests.voices import say


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def make_archive(root):
    """Three short recordings of three voices."""
    for name, pitch_hz in (("a", 110), ("b", 150), ("deep/er/c", 210)):
        put(root / f"{name}.flac", encode_flac(say(2, pitch_hz=pitch_hz)[0]))
    return root


def loaded(out):
    with np.load(out, allow_pickle=False) as file:
        return dict(file)


def another_model(folder):
    """The shipped one under another id."""
    shutil.copytree(DEFAULT_MODEL, folder, dirs_exist_ok=True)
    manifest = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**manifest, "model_id": "other-1"}))
