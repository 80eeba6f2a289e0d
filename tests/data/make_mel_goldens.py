#!/usr/bin/env python3
"""Write tests/data/mel/mel.hpp: mel spectra and MFCC as librosa computes them.

Needs numpy and librosa 0.11. Three frames of the signal of make_transform_goldens.py, the last of
them soft; every option of librosa that mote has, alone or with others.
"""

from importlib.metadata import version
from typing import Any

import librosa
import numpy as np
from make_transform_goldens import array, signal, write

HOP = 1280
BANKS: dict[str, dict[str, Any]] = {
    "plain": {"sr": 16000, "n_mels": 40},
    "htk": {"sr": 16000, "n_mels": 26, "htk": True, "norm": None, "fmin": 20.0, "fmax": 4000.0},
    "magnitude": {"sr": 16000, "n_mels": 32, "norm": None, "power": 1.0},
    "htk_magnitude": {"sr": 48000, "n_mels": 20, "htk": True, "power": 1.0, "fmin": 300.0},
    "narrow": {"sr": 22050, "n_mels": 64},  # bands without a bin
}


def mel(options: dict[str, Any]) -> Any:
    """Bands by frames; librosa keeps float64 for input of float64."""
    x = signal(2 * HOP + 512) / 32768.0
    return librosa.feature.melspectrogram(
        y=x, n_fft=512, hop_length=HOP, center=False, dtype=np.float64, **options
    )


def main() -> None:
    parts = [f"inline constexpr int hop = {HOP};\n"]
    for name, options in BANKS.items():
        parts.append(array(f"mel_{name}", mel(options).T, 8))
    defaults = librosa.feature.melspectrogram(
        y=signal(2048) / 32768.0, hop_length=2048, center=False, dtype=np.float64
    )
    parts.append(array("mel_defaults", defaults, 8))
    plain = mel(BANKS["plain"])
    db = librosa.power_to_db(plain, top_db=None)
    limited = [librosa.power_to_db(f, ref=0.02, amin=1e-5, top_db=30.0) for f in plain.T]
    parts.append(array("db_limited", np.array(limited), 7))
    parts.append(array("log_htk", np.log(np.maximum(1e-6, mel(BANKS["htk"]))).T, 7))
    for name, lifter, count in (("plain", 0, 13), ("liftered", 22, 20)):
        cepstrum = librosa.feature.mfcc(S=db, n_mfcc=count, lifter=lifter)
        parts.append(array(f"mfcc_{name}", cepstrum.T, 8))
    write("mel", "mel", f"librosa {version('librosa')}", "\n".join(parts))


if __name__ == "__main__":
    main()
