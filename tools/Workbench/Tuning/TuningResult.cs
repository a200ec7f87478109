using System.Text.Json.Serialization;

namespace MovieMesh.Workbench.Tuning;

/// <summary>What a search found.</summary>
/// <param name="Options">The best options.</param>
/// <param name="Settings">How they differ from the defaults, as on a command line.</param>
/// <param name="Objective">What was sought: rmse (low) or ndcg (high).</param>
/// <param name="Score">Its mean over the validation splits of the last round.</param>
/// <param name="Before">The same of the options that the search started from.</param>
/// <param name="Trials">Everything that was tried, in order.</param>
internal sealed record TuningResult([property: JsonIgnore] object Options, IReadOnlyList<string> Settings, string Objective, double Score, double Before, IReadOnlyList<Trial> Trials);
