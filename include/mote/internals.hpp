// internals.hpp - what the headers for users are built from, as a table of contents. See mote.hpp.
#pragma once

// kernel/: the only code written per compiler and instruction set.
#include "kernel/best.hpp"  // best<Sample>: which overload of a kernel runs

// kernel/number/: numbers, one at a time.
#include "kernel/number/clip.hpp"          // clipped<Sample>(x): an integer limited to a sample
#include "kernel/number/rounding.hpp"      // from a sum of products to a sample
#include "kernel/number/fraction.hpp"      // scaled_q15, scaled_q16: an integer times a fraction
#include "kernel/number/long_product.hpp"  // products of more than 32 bits
#include "kernel/number/quotient.hpp"      // quotient<N>(x): division by a constant
#include "kernel/number/square_sum.hpp"    // sums of squares of 20-bit numbers
#include "kernel/number/float_sum.hpp"     // a sum of many floats
#include "kernel/number/soft_float.hpp"    // add_product: floats without an FPU
#include "kernel/number/wide_real.hpp"     // wide_real: a real number without an FPU
#include "kernel/number/fixed_point.hpp"   // to_fixed, to_float: with and without an FPU

// kernel/row/: rows of numbers.
#include "kernel/row/handover.hpp"   // a number between an interrupt and the main loop
#include "kernel/row/opaque.hpp"     // opaque(pointer): hides where a pointer came from
#include "kernel/row/zeros.hpp"      // zeros<T, N>() without a call of memset
#include "kernel/row/copy.hpp"       // copy(to, from, n) without a call of memcpy
#include "kernel/row/word.hpp"       // pairs of 16-bit numbers: the DSP extension of Cortex-M
#include "kernel/row/bytes.hpp"      // numbers of 8 bits, widened or compared: the same
#include "kernel/row/float_row.hpp"  // eight floats into registers of an Arm FPU
#include "kernel/row/fixed_point_block.hpp"  // blocks of float to int16_t and back
#include "kernel/row/two_channels.hpp"       // two interleaved channels of int16_t
#include "kernel/row/dot.hpp"                // dot(a, b, n)
#include "kernel/row/reduce.hpp"             // sums and sums of squares
#include "kernel/row/select.hpp"             // the number with k smaller ones, never quadratic
#include "kernel/row/ramp_sums.hpp"          // sums of |z|^2

// kernel/correlate/: one row of taps against every window of a row of samples.
#include "kernel/correlate/correlate.hpp"  // one row of taps against every window of a row of samples
#include "kernel/correlate/dsp.hpp"        // by pairs of int16_t
#include "kernel/correlate/mve.hpp"        // with Helium

// kernel/second_order/: second-order sections.
#include "kernel/second_order/cascade.hpp"  // sections in series on integers: the order by core
#include "kernel/second_order/float_cascade.hpp"  // and on float
#include "kernel/second_order/forms.hpp"          // the sums of taps that float needs
#include "kernel/second_order/samples.hpp"        // where their words come from and go to
#include "kernel/second_order/section.hpp"        // one section in exact integer arithmetic
#include "kernel/second_order/products.hpp"       // its sum of five products
#include "kernel/second_order/smlal.hpp"          // on Cortex-M3 and up
#include "kernel/second_order/mve.hpp"            // with Helium

// kernel/rank/: the order of a short row of integers.
#include "kernel/rank/bin_scale.hpp"  // which of 128 equal bins holds a number
#include "kernel/rank/chains.hpp"     // bins, each a chain of places
#include "kernel/rank/select.hpp"     // the number of a rank in a short list
#include "kernel/rank/ranks.hpp"      // numbers of given ranks, and counts of 16 bins
#include "kernel/rank/ranks_mve.hpp"  // the bins as bytes, with Helium
#include "kernel/rank/entropy.hpp"    // the entropy of such counts

// kernel/series/: rows of three axes, and what is computed of a row.
#include "kernel/series/median_of_three.hpp"   // axes taken apart, through a median of 3
#include "kernel/series/norm.hpp"              // L1 norms and squared L2 norms
#include "kernel/series/jerk.hpp"              // differences of neighbours
#include "kernel/series/extent.hpp"            // the smallest and the largest number
#include "kernel/series/square_sum_16.hpp"     // sums of squares
#include "kernel/series/spread.hpp"            // sums and extremes
#include "kernel/series/distance_squares.hpp"  // squares of distances from the smallest number
#include "kernel/series/pairs.hpp"             // two numbers a word, ordered
#include "kernel/series/moments.hpp"           // mean, root mean square and deviation of them

// kernel/distance/: rows that are compared.
#include "kernel/distance/distance.hpp"  // how far two rows are apart
#include "kernel/distance/sums.hpp"      // sums of their differences
#include "kernel/distance/sums_dsp.hpp"  // the same by pairs of 16 bits
#include "kernel/distance/sums_mve.hpp"  // the same with Helium
#include "kernel/distance/nearest.hpp"   // the K smallest distances so far

// kernel/fourier/: Fourier transforms.
#include "kernel/fourier/points.hpp"         // arithmetic of butterflies, by sample type
#include "kernel/fourier/points_dsp.hpp"     // the same, a complex number a word
#include "kernel/fourier/points_mve.hpp"     // several complex numbers in a vector
#include "kernel/fourier/butterfly.hpp"      // the stages
#include "kernel/fourier/butterfly_mve.hpp"  // the stages with Helium
#include "kernel/fourier/split.hpp"      // a real signal's spectrum from that of half the length
#include "kernel/fourier/split_mve.hpp"  // the same with Helium

// design/detail/
#include "design/detail/complex_arithmetic.hpp"  // arithmetic of complex<double>, for designs
#include "design/detail/edges.hpp"               // the frequencies of a design, checked
#include "design/detail/roots.hpp"               // poles and zeros, and how they become sections
#include "design/detail/elliptic_integral.hpp"   // elliptic integrals, Jacobi's functions
#include "design/detail/prototype.hpp"           // from an analog low pass to sections

// filter/detail/
#include "filter/detail/biquad_forms.hpp"     // the sums of taps that float needs
#include "filter/detail/biquad_range.hpp"     // how large the signals inside a cascade can get
#include "filter/detail/biquad_sections.hpp"  // where its taps are
#include "filter/detail/by_sample.hpp"        // blocks for filters of one sample after another
#include "filter/detail/lengths.hpp"          // blocks whose lengths the compiler knows
#include "filter/detail/sorted_window.hpp"    // the newest samples in order of size
#include "filter/detail/leak.hpp"             // the state of a one-pole, which never gets stuck
#include "filter/detail/delay_line.hpp"       // delay_line: the newest samples side by side

// transform/detail/
#include "transform/detail/in_place.hpp"         // what a transform is given
#include "transform/detail/twiddle.hpp"          // roots of unity, as tables
#include "transform/detail/goertzel_format.hpp"  // its arithmetic

// model/clusters/
#include "model/clusters/found.hpp"  // centres in RAM, and how they move
#include "model/clusters/start.hpp"  // k-means++

// model/bayes/
#include "model/bayes/covariance.hpp"        // spherical_gaussian, full_gaussian: log densities
#include "model/bayes/flash_rows.hpp"        // rows that stay in flash
#include "model/bayes/flash_covariance.hpp"  // the same of features that hang together
#include "model/bayes/gaussian.hpp"          // gaussian, and how a density below float counts

// model/neighbours/
#include "model/neighbours/search.hpp"             // the K nearest of some rows
#include "model/neighbours/answers.hpp"            // votes, values, or none
#include "model/neighbours/learning_knn.hpp"       // rows that come on the chip
#include "model/neighbours/outliers.hpp"           // local_outlier_factor
#include "model/neighbours/outliers_in_flash.hpp"  // its rows, where they stay in flash
#include "model/neighbours/redundant.hpp"          // the row that is missed least
#include "model/neighbours/flash_rows.hpp"         // rows that stay in flash

// model/combined/
#include "model/combined/members.hpp"       // walked: how members are asked
#include "model/combined/voting_rules.hpp"  // hard_voting, soft_voting, mean_voting

// model/linear/
#include "model/linear/categorical.hpp"  // categorical_naive_bayes
#include "model/linear/flash_parts.hpp"  // numbers that stay in flash

// model/svm/
#include "model/svm/head.hpp"         // the walk along the vectors
#include "model/svm/rule.hpp"         // what sums decide
#include "model/svm/votes.hpp"        // votes of pairs of classes, scores of classes
#include "model/svm/similarity.hpp"   // kernels, and rbf
#include "model/svm/products.hpp"     // polynomials and sigmoids
#include "model/svm/svc_of_sums.hpp"  // votes of a linear model

// model/learning/
#include "model/learning/check.hpp"  // samples that a model may learn from

// model/state/
#include "model/state/archive.hpp"  // the fields of a model, counted, written, checked, read

// model/trees/
#include "model/trees/splits.hpp"             // split_table: decision trees as data, and the walk
#include "model/trees/hoeffding_options.hpp"  // when its leaves become splits
#include "model/trees/growing_splits.hpp"     // its splits
#include "model/trees/watched_leaf.hpp"       // what a leaf has seen, and where it is best cut
#include "model/trees/class_curve.hpp"        // normal curves of one feature

// model/vote/
#include "model/vote/votes.hpp"  // hard_vote, soft_vote: what classifiers do with leaves
#include "model/vote/sums.hpp"   // value_sum: regression, gradient boosting, isolation forest

// feature/detail/
#include "feature/detail/level_time.hpp"       // averages that forget
#include "feature/detail/mel_bank.hpp"         // the triangles of a mel filterbank
#include "feature/detail/mel_arithmetic.hpp"   // its sums and levels
#include "feature/detail/motion_series.hpp"    // the statistics of one series of motion
#include "feature/detail/window_spectrum.hpp"  // the spectrum of a channel of a window
