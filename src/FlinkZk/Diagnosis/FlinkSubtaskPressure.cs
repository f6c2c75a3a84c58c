using System.Globalization;

namespace FlinkZk;

/// <summary>How one subtask spends its time: shares from 0 to 1.</summary>
public sealed class FlinkSubtaskPressure
{
    internal FlinkSubtaskPressure(Clusters.Model.FlinkSubtaskPressure subtask) => (Subtask, BackPressured, Busy, Idle) = (subtask.Subtask, subtask.BackPressured, subtask.Busy, subtask.Idle);

    /// <summary>Its number, from 0.</summary>
    public long? Subtask { get; }

    /// <summary>Held back by those behind it.</summary>
    public double? BackPressured { get; }

    /// <summary>At work; NaN where it cannot tell.</summary>
    public double? Busy { get; }

    /// <summary>Without anything to do.</summary>
    public double? Idle { get; }

    /// <summary>Its number and shares.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Subtask}: {ViewText.Share(BackPressured)} back-pressured, {ViewText.Share(Busy) ?? "?"} busy");
}
