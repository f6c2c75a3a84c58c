namespace FlinkZk.Clusters.Http;

/// <summary>Whether what was asked for has happened.</summary>
public enum FlinkOutcome
{
    /// <summary>It was surely not carried out.</summary>
    NotDone,

    /// <summary>It may have been carried out, or may yet be: look before it is repeated.</summary>
    Unknown,

    /// <summary>It was carried out, and something behind it failed.</summary>
    Done,
}
