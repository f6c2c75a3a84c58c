namespace FlinkZk;

/// <summary>How the files of a stream are read.</summary>
public enum StreamFormat
{
    /// <summary>By the name: .csv and .tsv, .json, .jsonl and .ndjson.</summary>
    Auto,

    /// <summary>CSV, the first record being the header.</summary>
    Csv,

    /// <summary>A JSON object a line, or one array of objects.</summary>
    Json,

    /// <summary>Lines of text that a regular expression takes apart.</summary>
    Text,
}
