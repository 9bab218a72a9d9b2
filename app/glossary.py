"""The terms of the field in plain words: for help, tooltips and reports.  The window translates them."""


def marked(text):
    """``text`` as it is; it stands in the catalogue of translations."""
    return text


TERMS = {
    "LLR": (
        marked("Log-likelihood ratio (LLR)"),
        marked(
            "The natural logarithm of how much more likely the recording is if the speaker is talking than if "
            "somebody else is. 0 is even, +2.3 ten to one for, −2.3 ten to one against."
        ),
    ),
    "point": (
        marked("Operating point"),
        marked(
            "The log-likelihood ratio at which “supports” begins. It follows from how likely it is beforehand that it "
            "is the speaker, and from what the two possible errors cost."
        ),
    ),
    "score": (
        marked("Score, cosine"),
        marked(
            "How alike the two voices are to the model. Where a model has a cohort, typical voices of a population, "
            "the score is how far the cosine lies above what is usual for these two recordings."
        ),
    ),
    "speech": (
        marked("Net speech"),
        marked("The seconds in which somebody speaks, without the pauses."),
    ),
    "SNR": (
        marked("SNR"),
        marked("Signal to noise ratio: by how many decibels the speech is above the background."),
    ),
    "band": (
        marked("Band"),
        marked("Up to which frequency the speech reaches. A telephone ends near 4 kHz; the model hears up to 8 kHz."),
    ),
    "clipping": (
        marked("Clipping"),
        marked("The recording was too loud: its peaks are cut off, and what was there is lost."),
    ),
    "sha256": (
        marked("sha256"),
        marked("A file's digest. Whoever has the same file gets the same digest; any change makes another one."),
    ),
    "take": (
        marked("Take"),
        marked("One recording of a speaker who is enrolled. Three takes of five seconds make a strong model."),
    ),
    "template": (
        marked("Template"),
        marked("What the model makes of a take: some hundred numbers. A voice cannot be heard from them."),
    ),
    "model": (
        marked("Model"),
        marked("The network that turns a voice into numbers. Numbers of different models cannot be compared."),
    ),
    "cohort": (
        marked("Cohort"),
        marked("Typical voices of a population, none of them one person's: they tell which cosines are usual."),
    ),
    "calibration": (
        marked("Calibration"),
        marked("What turns a score into a log-likelihood ratio; measured on recordings of known speakers."),
    ),
    "target": (
        marked("Target and impostor trial"),
        marked("A comparison of two recordings of the same speaker, and one of two different speakers."),
    ),
    "misses": (
        marked("Miss and false accept"),
        marked("The two errors: the right speaker is not supported, and a wrong one is."),
    ),
    "EER": (
        marked("EER"),
        marked("Equal error rate: the share of errors at the threshold where both kinds of errors are as frequent."),
    ),
    "minDCF": (
        marked("minDCF"),
        marked(
            "Least detection cost: what errors cost at the best threshold where one trial in a hundred is of the "
            "right speaker; 1 is what never supporting anybody costs."
        ),
    ),
    "Cllr": (
        marked("Cllr"),
        marked(
            "What the log-likelihood ratios lose, in bits a trial. 0 is perfect, 1 tells nothing, more is misleading. "
            "Its least value is what the best calibration would leave."
        ),
    ),
    "ROC": (
        marked("ROC and DET curve"),
        marked("Both kinds of errors against each other at every threshold; DET spreads small rates out."),
    ),
    "AUC": (
        marked("AUC"),
        marked("Area under the ROC curve: how often a target trial scores higher than an impostor trial."),
    ),
    "spectrogram": (
        marked("Spectrogram"),
        marked("The sound as a picture: time to the right, frequency upwards, level as colour."),
    ),
    "mel": (
        marked("Mel, MFCC"),
        marked(
            "Frequency bands spaced as the ear hears them, and the numbers in which such a picture is summed up."
        ),
    ),
    "dBFS": (
        marked("dB re full scale"),
        marked("Level against the loudest that the recording can hold, which is 0 dB."),
    ),
}  # fmt: skip
IN_REPORTS = ("LLR", "point", "score", "speech", "SNR", "band", "clipping", "sha256")
