"""A trained network becomes a model that the program can use: weights, ONNX file, calibration, manifest."""

from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.modelcard import ONNX_FILE, PARAMS_FILE, Manifest, sha256_of
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.runtime.onnx import OnnxNetwork
from gluonar_engine.scoring import NotDiscriminating, fit_calibration

_TOLERANCE = 1e-4  # largest difference between MXNet and ONNX Runtime in an embedding


def release(training, trials, folder, *, name):
    """Write the folder of a finished ``Training``'s model; the model's id.

    The calibration is fitted on ``trials``, each corpus weighing alike; without any (None) the model has none.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    net, ctx = training.net, training.ctx
    net.save_parameters(str(folder / PARAMS_FILE))
    waveform = np.random.default_rng(0).normal(0, 0.1, (2, 2 * SAMPLE_RATE)).astype(np.float32)
    embedding = net(mx.nd.array(waveform, ctx=ctx)).asnumpy()
    export_onnx(net, folder / ONNX_FILE)
    difference = np.abs(OnnxNetwork(folder / ONNX_FILE)(waveform) - embedding).max()
    if difference > _TOLERANCE:
        raise ArithmeticError(f"the ONNX file differs from the network by {difference:.1e}")
    digests = {file: sha256_of(folder / file) for file in (ONNX_FILE, PARAMS_FILE)}
    manifest = Manifest(
        model_id=f"{name}-{digests[ONNX_FILE][:8]}",
        architecture=training.config.model,
        dim=embedding.shape[1],
        sample_rate=SAMPLE_RATE,
        calibration=None if trials is None else _calibration(trials.scores(net, ctx)),
        sha256=digests,
    )
    manifest.write(folder)
    return manifest.model_id


def _calibration(trials):
    """One calibration for trials of several corpora: as many of each kind from each.

    None when the network does not tell speakers apart: it is kept all the same, and judges nothing.
    """
    scores, is_target = [], []
    rng = np.random.default_rng(0)
    for corpus_scores, corpus_targets in trials.values():
        for kind in (True, False):
            pool = corpus_scores[corpus_targets == kind]
            if len(pool):
                scores.append(rng.choice(pool, 2000))
                is_target.append(np.full(2000, kind))
    try:
        return fit_calibration(np.concatenate(scores), np.concatenate(is_target))
    except NotDiscriminating:
        return None
