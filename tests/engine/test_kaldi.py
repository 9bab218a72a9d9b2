"""KaldiFbank against the golden features of the two contracts, made with kaldi-native-fbank."""

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.filters import KALDI_LOG_FLOOR
from gluonar_engine.nn import KaldiFbank

CONTRACTS = {"wespeaker": {"window": "hamming", "amplitude": 32768.0}, "threedspeaker": {"window": "povey"}}


def run(block, waveform, *, hybridize=False):
    block.initialize()
    block.hybridize(hybridize)
    return block(mx.nd.array(waveform)).asnumpy()


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize(("subtract_mean", "suffix"), [(False, "raw"), (True, "cmn")])
@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_is_met(golden, contract, subtract_mean, suffix, hybridize):
    waveform = golden["pcm"].astype(np.float32) / 32768.0
    block = KaldiFbank(subtract_mean=subtract_mean, **CONTRACTS[contract])
    actual = run(block, waveform[np.newaxis], hybridize=hybridize)
    np.testing.assert_allclose(actual[0], golden[f"{contract}_{suffix}"], atol=1e-3)


def test_silence_lies_at_the_floor():
    features = run(KaldiFbank(), np.zeros((1, 1600)))
    assert features.shape == (1, 8, 80)
    np.testing.assert_allclose(features, np.log(KALDI_LOG_FLOOR), rtol=1e-6)


def test_constant_offset_does_not_matter(waveforms):
    block = KaldiFbank()
    np.testing.assert_allclose(run(block, waveforms[:1] + 0.1), run(KaldiFbank(), waveforms[:1]), atol=1e-2)


def test_unknown_window_lists_the_known_ones():
    with pytest.raises(ValueError, match="unknown window 'hann', known are"):
        KaldiFbank(window="hann")
