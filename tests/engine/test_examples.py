"""Every example runs as its first lines say, and prints what is true."""

import re
import runpy
import sys
from pathlib import Path

import librosa
import numpy as np
import pytest
from published_graph import published_symbol, random_parameters, spectrogram_tables
from sound_files import encode

from gluonar_engine.backend import mx
from gluonar_engine.data.audio import decode
from gluonar_engine.models import get_model
from gluonar_engine.models.vox import N_SAMPLES, VoxRes18

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def example(monkeypatch, capsys, tmp_path):
    """``example(name, *arguments)`` runs ``python examples/name.py arguments`` and gives the lines that it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])

    def run(name, *arguments):
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
        return capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def m4a(tmp_path, rng):
    path = tmp_path / "speaker0_0.m4a"
    path.write_bytes(encode("m4a", rng.normal(0, 0.1, size=(1, 48_000)), 16_000))
    return path


def numbers(line):
    return [float(number) for number in re.findall(r"-?\d+\.\d+", line)]


def test_spectrogram_of_an_m4a_is_drawn_beside_librosas(example, m4a, tmp_path):
    *pictures, difference = example("spectrogram", m4a, "--out", tmp_path / "out")
    assert pictures == [f"{tmp_path / 'out' / name}.png: 1025 bins, 225 frames" for name in ("stft_block", "librosa")]
    assert all((tmp_path / "out" / f"{name}.png").stat().st_size > 20_000 for name in ("stft_block", "librosa"))
    assert float(re.search(r"is (\S+) of the peak", difference).group(1)) < 1e-5


def test_spectrogram_is_drawn_alone_without_librosa(example, monkeypatch):
    monkeypatch.setitem(sys.modules, "librosa", None)
    picture, sentence = example("spectrogram")
    assert picture.startswith("build/examples/stft_block.png")
    assert "librosa is not installed" in sentence


def test_features_are_librosas(example, m4a):
    decibels, normalised, mfcc = example("features", m4a)
    assert normalised.startswith("normalised  (1, 1, 301, 64)  mean ")
    waveform = decode(m4a).waveform
    expected = librosa.feature.mfcc(
        y=waveform, sr=16_000, n_mfcc=20, n_fft=512, win_length=400, hop_length=160, pad_mode="reflect"
    )
    assert mfcc.startswith("MFCC        (1, 1, 301, 20)")
    assert numbers(mfcc) == pytest.approx([expected.mean(), expected.min(), expected.max()], abs=0.01)


def table(lines):
    return np.array([numbers(line) for line in lines])


def test_sample_voices_are_told_apart(example):
    *lines, meaning = example("verify_pairs")
    scores, (threshold,) = table(lines), numbers(meaning)
    assert [line.split()[0] for line in lines] == [
        f"{name}/test-{i}.flac" for name in ("Alba", "Bruno") for i in (1, 2)
    ]
    np.testing.assert_array_equal(scores > threshold, np.kron(np.eye(2), np.ones((2, 2))))


def test_published_network_gives_the_distances_of_unit_vectors(example, rng, tmp_path):
    symbol, params = tmp_path / "vox-res18-symbol.json", tmp_path / "vox-res18-0000.params"
    published_symbol().save(str(symbol))
    mx.nd.save(str(params), random_parameters(published_symbol(), (1, N_SAMPLES), spectrogram_tables()))
    recordings = [tmp_path / f"{i}.wav" for i in range(2)]
    for number, path in enumerate(recordings):
        noise = np.cumsum(rng.normal(0, 0.01, size=(1, 40_000)), axis=1) if number else rng.normal(0, 0.1, (1, 40_000))
        path.write_bytes(encode("wav", noise - noise.mean(), 16_000))
    *lines, meaning = example("verify_pairs", *recordings, "--symbol", symbol, "--params", params)

    net = VoxRes18()
    net.load_published(params)
    batch = np.stack([decode(path).waveform[:N_SAMPLES] for path in recordings])
    left, right = (vector / np.linalg.norm(vector) for vector in net(mx.nd.array(batch)).asnumpy())
    distance = np.linalg.norm(left - right)
    assert distance > 0.01
    np.testing.assert_allclose(table(lines)[:, -2:], [[0, distance], [distance, 0]], atol=2e-3)
    assert meaning == "Euclidean distance, same speaker when below 1.00"


def test_symbol_without_parameters_is_refused(example, capsys):
    with pytest.raises(SystemExit):
        example("verify_pairs", "--symbol", "vox-res18-symbol.json")
    assert "--symbol and --params belong together" in capsys.readouterr().err


def test_training_learns_and_leaves_weights(example, voices, tmp_path):
    mx.random.seed(1)
    settings = ["--epochs", "6", "--batch-size", "9", "--crop-s", "0.5", "--out", tmp_path / "net.params"]
    head, *epochs, tail = example("train", voices / "a", *settings)
    assert head == "9 recordings of 3 speakers, 0 skipped"
    losses = [numbers(line)[0] for line in epochs]
    assert len(losses) == 6
    assert losses[-1] < 0.5 * losses[0]
    assert tail.endswith(str(tmp_path / "net.params"))
    get_model("resnet18_early").load_parameters(str(tmp_path / "net.params"))


def test_every_example_is_run_here():
    run = set(re.findall(r'example\(\s*"(\w+)"', Path(__file__).read_text(encoding="utf-8")))
    assert run == {path.stem for path in EXAMPLES.glob("*.py")}
