"""GluonAR checkpoints as model folders, which need no MXNet afterwards."""

import subprocess
import sys

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.models.vox import N_SAMPLES, VoxRes18
from gluonar_engine.runtime.importing import import_model
from gluonar_engine.scoring import normalize
from tests.engine.published_graph import published_symbol, random_parameters, spectrogram_tables


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with the two files of a network of the published form."""
    folder = tmp_path_factory.mktemp("published")
    symbol = published_symbol()
    symbol.save(str(folder / "vox-res18-symbol.json"))
    values = random_parameters(symbol, (1, N_SAMPLES), spectrogram_tables())
    mx.nd.save(str(folder / "vox-res18-0000.params"), values)
    return folder


@pytest.fixture(scope="module")
def imported(published, tmp_path_factory):
    """The models made of the two files, each in its folder."""
    folder = tmp_path_factory.mktemp("models")
    manifests = [import_model(published / f"vox-res18-{end}", folder / end) for end in ("symbol.json", "0000.params")]
    return folder, manifests


@pytest.fixture
def speech(rng):
    return rng.normal(0, 0.1, 50_000).astype(np.float32)


@pytest.mark.parametrize("end", ["symbol.json", "0000.params"])
def test_embedding_is_the_mean_direction_over_windows(published, imported, speech, end):
    net = VoxRes18()
    net.load_published(published / "vox-res18-0000.params")
    windows = np.stack([speech[:N_SAMPLES], speech[-N_SAMPLES:]])
    expected = normalize(normalize(net(mx.nd.array(windows)).asnumpy()).mean(axis=0))
    actual = SpeakerEncoder.load(imported[0] / end).embed(speech)
    np.testing.assert_allclose(actual, expected, atol=1e-4)


def test_manifest_says_what_it_was(imported):
    for manifest, end in zip(imported[1], ("symbol.json", "0000.params"), strict=True):
        assert (manifest.architecture, manifest.dim, manifest.source) == ("vox_res18", 512, f"vox-res18-{end}")
        assert manifest.name == "vox-res18" and manifest.calibration is None


def test_model_runs_without_mxnet(imported, tmp_path):
    code = f"""
import sys
sys.modules["mxnet"] = None
import numpy
from gluonar_engine.encoder import SpeakerEncoder
print(len(SpeakerEncoder.load({str(imported[0] / "0000.params")!r}).embed(numpy.ones(16_000))))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout == "512\n", ran.stderr


def test_symbol_without_its_parameters_is_refused(published, tmp_path):
    (tmp_path / "vox-res18-symbol.json").write_bytes((published / "vox-res18-symbol.json").read_bytes())
    with pytest.raises(ValueError, match="one file “vox-res18-0000.params” is needed beside it, found 0"):
        import_model(tmp_path / "vox-res18-symbol.json", tmp_path / "model")


def test_parameters_of_another_network_are_refused(tmp_path):
    mx.nd.save(str(tmp_path / "net.params"), {"arg:weight": mx.nd.ones((2, 2))})
    with pytest.raises(ValueError, match="is not a vox_res18 checkpoint: "):
        import_model(tmp_path / "net.params", tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_network_that_does_not_run_is_refused(tmp_path):
    symbol = mx.sym.take(mx.sym.var("data"), mx.sym.var("indices"), axis=1, mode="raise")
    symbol.save(str(tmp_path / "net-symbol.json"))
    mx.nd.save(str(tmp_path / "net.params"), {"arg:indices": mx.nd.array([1, 99_999])})
    with pytest.raises(ValueError, match="the network does not run on 35,840 samples: .*out of bound"):
        import_model(tmp_path / "net-symbol.json", tmp_path / "model")
