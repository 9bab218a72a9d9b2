"""Pictures of results as files, through matplotlib; no windows."""

import numpy as np


def plot_roc(metrics, path):
    """Draw ROC curves with their equal error points and write them as PNG, SVG or PDF by the file's ending.

    Parameters
    ----------
    metrics : TrialMetrics or dict of str to TrialMetrics
        One curve, or one for each name.
    path : path
    """
    if not isinstance(metrics, dict):
        metrics = {"all trials": metrics}
    figure, axes = _figure(6.0, 6.0)
    for name, one in metrics.items():
        false_accept, true_accept, _ = one.roc
        label = f"{name}: EER {one.eer:.1%}, AUC {one.auc:.3f}, {one.n_target} target / {one.n_impostor} impostor"
        (curve,) = axes.plot(false_accept, true_accept, label=label)
        axes.plot([one.eer], [1 - one.eer], "o", color=curve.get_color())
    axes.plot([0, 1], [1, 0], color="grey", linewidth=0.8, linestyle=":")
    axes.set(xlabel="False accepts", ylabel="True accepts", xlim=(0, 1), ylim=(0, 1.005), aspect="equal")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:.0%}")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right", fontsize="small")
    figure.savefig(path, dpi=150)


def view_spec(spectrogram_db, path, *, hop_s=0.01, max_hz=8000.0, title=None, range_db=(-100.0, -20.0)):
    """Draw a spectrogram (n_bins, n_frames) in dB with its axes and a level bar; PNG, SVG or PDF by the ending."""
    spectrogram_db = np.asarray(spectrogram_db)
    if spectrogram_db.ndim != 2:
        raise ValueError(f"a spectrogram has the shape (n_bins, n_frames), got {spectrogram_db.shape}")
    figure, axes = _figure(10.0, 4.0)
    extent = (0, spectrogram_db.shape[1] * hop_s, 0, max_hz / 1000)
    low_db, high_db = range_db
    image = axes.imshow(
        spectrogram_db, origin="lower", aspect="auto", extent=extent, cmap="magma", vmin=low_db, vmax=high_db
    )
    axes.set(xlabel="Time (s)", ylabel="Frequency (kHz)", title=title)
    figure.colorbar(image, label="Level (dB re full scale)", pad=0.02)
    figure.savefig(path, dpi=150)


def _figure(width, height):
    # A Figure of its own instead of pyplot: no window system is touched and nothing stays registered.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()
