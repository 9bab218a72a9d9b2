"""The models page on a virtual screen: a network imported and put in use, and a kill in the middle of that."""

import hashlib
import signal

import numpy as np

from app.domain import Quality
from app.services.model_library import ModelLibrary
from app.settings import gallery_path
from app.store.gallery import Gallery, NewTake
from gluonar_engine.data.audio import encode_flac, waveform_to_pcm
from gluonar_engine.modelcard import DEFAULT_MODEL, read_manifest
from tests.engine.foreign import save, waveform_network
from tests.test_xvfb import screen, start  # noqa: F401 fixtures
from tests.waiting import wait_until

N_TAKES = 400  # so many that a kill comes in the middle
WAIT_S = 120


def enroll_many(tmp_path):
    """A speaker of many takes of noise, each with a template of the shipped model."""
    rng = np.random.default_rng(1)
    shipped, quality = read_manifest(DEFAULT_MODEL).model_id, Quality(1.0, 1.0, 20.0, 0.0, -10.0)
    takes = []
    for number in range(N_TAKES):
        waveform = rng.normal(0, 0.1, 16_000).astype(np.float32).clip(-1, 1)
        digest = hashlib.sha256(waveform_to_pcm(waveform).tobytes()).hexdigest()
        template = rng.normal(size=256).astype(np.float32)
        takes.append(NewTake(encode_flac(waveform), digest, template, f"{number}.flac", quality))
    Gallery(gallery_path(tmp_path)).enroll("Ada", takes, shipped)


def test_import_use_and_a_kill_in_the_middle_of_it(screen, start, tmp_path):  # noqa: F811
    enroll_many(tmp_path)
    file = save(waveform_network(16), tmp_path / "bands.onnx")
    gallery, library = Gallery(gallery_path(tmp_path)), ModelLibrary(tmp_path)
    program = start()
    screen.keys("ctrl+7", "ctrl+o")
    screen.window("Import a speaker model")
    screen.type(str(file))
    screen.keys("Return")
    screen.window("GluonAR Desktop")
    model_id = wait_until(lambda: [model.model_id for model in library.models()][1:], WAIT_S)[0]
    screen.save("models-1-imported")
    screen.keys("Return")  # use it
    wait_until(lambda: gallery.n_templates(model_id), WAIT_S)
    program.send_signal(signal.SIGKILL)
    program.wait(30)
    assert 0 < gallery.n_templates(model_id) < N_TAKES
    assert library.folder_in_use() is None
    assert gallery.n_templates(read_manifest(DEFAULT_MODEL).model_id) == N_TAKES

    program = start()
    screen.keys("ctrl+7")
    screen.save("models-2-as-before")
    screen.click(320, 255)  # the second of the models
    screen.wait_until_still()
    screen.keys("Return")
    wait_until(lambda: library.folder_in_use() is not None, WAIT_S)
    assert gallery.n_templates(model_id) == N_TAKES
    screen.save("models-3-in-use")
    screen.keys("ctrl+q")
    assert program.wait(30) == 0
