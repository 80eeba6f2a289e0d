"""catch22 of series."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, rows_along, run
from ..host.types import NARROW, samples

# The short names of pycatch22 in its order, which C++ has as well, and its long ones.
LONG = {
    "mode_5": "DN_HistogramMode_5",
    "mode_10": "DN_HistogramMode_10",
    "outlier_timing_pos": "DN_OutlierInclude_p_001_mdrmd",
    "outlier_timing_neg": "DN_OutlierInclude_n_001_mdrmd",
    "acf_timescale": "CO_FirstCrossing_acf_1e_pointOfCrossing",
    "acf_first_min": "CO_FirstMin_ac",
    "low_freq_power": "SP_Summaries_fft_area_5_1",
    "median_freq": "SP_Summaries_fft_wq_50",
    "forecast_error": "FC_LocalSimple_mean3_stde",
    "whiten_timescale": "FC_LocalSimple_mean1_taurat",
    "high_fluctuation": "MD_pNN_pnn40",
    "stretch_high": "SB_BinaryStats_mean_longstretch1",
    "stretch_decreasing": "SB_BinaryStats_diff_longstretch0",
    "entropy_pairs": "SB_MotifThree_quantile_hh",
    "ami2": "CO_HistogramAMI_even_5bin_ami2",
    "trev": "CO_trev_1_num",
    "ami_timescale": "IN_AutoMutualInfoStats_40_gaussian_fmmi",
    "transition_variance": "SB_TransitionMatrix_quantile_3_ac_sumdiagcov",
    "periodicity": "PD_PeriodicityWang_th0_01",
    "embedding_dist": "CO_Embed2_Dist_tau_d_expfit_meandiff",
    "rs_range": "SC_FluctAnal_2_rsrangefit_50_1_logi_prop_r1",
    "dfa": "SC_FluctAnal_2_dfa_50_1_2_logi_prop_r1",
}
_SHORT = {name: short for short, long in LONG.items() for name in (short, long)}
HEADER = "mote/feature/series.hpp"


def catch22(
    x: ArrayLike, features: str | Sequence[str] = "all", *, axis: int = 0
) -> dict[str, Array]:
    """`mote::series_features`: pycatch22.catch22_all of each series, float32 by name. `features`:
    "all", or a list of pycatch22's names, short or long. float32 or int16, 16 to 4096 samples.
    """
    rows, others = rows_along(samples(x, NARROW), axis)
    chosen = short_names(features)
    check_rows("catch22", rows.shape[1])
    listed = ", ".join(f"mote::series::{name}" for name in chosen.values())
    stage = f"mote::series_features<sample, {rows.shape[1]}, chosen>"
    declarations = f"inline constexpr mote::array chosen{{{listed}}};\nusing stage = {stage};"
    each = f"""stage::scratch scratch;
    stage{{}}.process(mote::frame_view<sample, {rows.shape[1]}>{{
        mote::span<const sample, {rows.shape[1]}>{{x}}}},
        mote::span<result, {len(chosen)}>{{y}}, scratch);"""
    _, y, _ = run(Code((HEADER,), "", each, "float", declarations), rows, len(chosen))
    return {name: np.asarray(y[:, i].reshape(others)) for i, name in enumerate(chosen)}


def short_names(features: str | Sequence[str]) -> dict[str, str]:
    """What C++ calls the features, by the names that they were asked for."""
    if isinstance(features, str) and features != "all":
        raise ValueError(f"features is 'all' or a list of names; got {features!r}.")
    names = list(LONG) if isinstance(features, str) else list(features)
    unknown = next((name for name in names if name not in _SHORT), None)
    if unknown is not None:
        raise ValueError(
            f"{unknown!r} is no feature of catch22: there are {', '.join(LONG)}, and pycatch22's "
            "long names of them."
        )
    chosen = {name: _SHORT[name] for name in names}
    if not names or len(set(chosen.values())) != len(names):
        raise ValueError(f"features is 'all' or a list of names, each once; got {names}.")
    return chosen


def check_rows(owner: str, rows: int) -> None:
    if not 16 <= rows <= 4096:
        raise ValueError(f"{owner} takes series of 16 to 4096 samples; got {rows}.")
