"""vox_res18: the names and shapes of the published checkpoint, its spectrogram, and loading a file of its form."""

import ast
import os
from pathlib import Path

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.models.vox import N_SAMPLES, VoxRes18

DESIGN = Path(os.environ.get("GLUONAR_DESIGN", Path(__file__).parents[3] / "shared" / "design"))


@pytest.fixture(scope="module")
def published():
    """{name with "arg:" or "aux:": shape} of the published checkpoint."""
    path = DESIGN / "vox_res18_params.txt"
    if not path.exists():
        pytest.skip(f"no list of the published parameters at {path}: set GLUONAR_DESIGN to the folder that has it")
    rows = [line.split("\t") for line in path.read_text().splitlines() if not line.startswith("#")]
    return {name: ast.literal_eval(shape) for name, shape in rows}


@pytest.fixture(scope="module")
def net():
    mx.random.seed(1)
    net = VoxRes18()
    net.initialize(mx.init.Xavier())
    net(mx.nd.zeros((1, N_SAMPLES)))
    return net


@pytest.fixture
def checkpoint(net, published, tmp_path):
    """A file with the published names and this network's values."""
    values = net.collect_params()
    path = tmp_path / "vox_res18.params"
    mx.nd.save(str(path), {name: values[name.split(":")[1]].data() for name in published})
    return path


def test_names_and_shapes_are_the_published_ones(net, published):
    ours = {name: parameter.shape for name, parameter in net.collect_params().items()}
    assert {name.split(":")[1]: shape for name, shape in published.items()}.items() <= ours.items()


def test_spectrogram_equals_numpy(net, rng):
    waveform = rng.normal(size=N_SAMPLES).astype(np.float32)
    actual = net.feature[0](mx.nd.array(waveform[np.newaxis])).asnumpy()[0, 0]
    window = net.feature[0].window.data().asnumpy()[0]
    expected = np.stack([np.abs(np.fft.rfft(waveform[i * 160 : i * 160 + 448] * window)) ** 2 for i in range(222)])
    np.testing.assert_allclose(actual[:222], expected[:, :224], rtol=1e-3, atol=1e-3 * expected.max())


@pytest.mark.parametrize("hybridize", [False, True])
def test_checkpoint_of_the_published_form_is_loaded(net, checkpoint, rng, hybridize):
    loaded = VoxRes18()
    loaded.load_published(checkpoint)
    loaded.hybridize(hybridize)
    waveform = mx.nd.array(rng.normal(size=(2, N_SAMPLES)))
    np.testing.assert_allclose(loaded(waveform).asnumpy(), net(waveform).asnumpy(), rtol=1e-4, atol=1e-5)


def test_another_networks_file_is_refused(tmp_path):
    mx.nd.save(str(tmp_path / "other.params"), {"arg:dense0_weight": mx.nd.zeros((2, 2))})
    with pytest.raises(ValueError, match="is not a vox_res18 checkpoint: dense0_weight is in only one"):
        VoxRes18().load_published(tmp_path / "other.params")


def test_another_shape_is_refused(checkpoint, tmp_path):
    values = mx.nd.load(str(checkpoint))
    values["arg:resnetsr0_feature_dense0_weight"] = mx.nd.zeros((256, 512))
    mx.nd.save(str(checkpoint), values)
    with pytest.raises(ValueError, match=r"dense0_weight is \(256, 512\)"):
        VoxRes18().load_published(checkpoint)
