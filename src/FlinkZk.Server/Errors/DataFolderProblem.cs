namespace FlinkZk.Server.Errors;

/// <summary>Why a folder or file cannot be used (<see cref="DataFolderException"/>).</summary>
public enum DataFolderProblem
{
    /// <summary>Its text says.</summary>
    Other,

    /// <summary>Another server, or another command, has it.</summary>
    InUse,

    /// <summary>It is to be made, and something is there already.</summary>
    NotEmpty,

    /// <summary>It holds something else than a server's data, or nothing.</summary>
    NotOurs,

    /// <summary>It holds the data of a Java server, which <see cref="ZkDataFolder.ImportAsync(string, string?, string, CancellationToken)"/> takes over.</summary>
    JavaData,

    /// <summary>It is a server's data folder, and a back-up is not to lie there.</summary>
    DataFolder,

    /// <summary>What is to be made lies in what it is made of.</summary>
    Overlap,

    /// <summary>This user may not read or write there, or nobody may.</summary>
    Denied,

    /// <summary>It is a file that is to be made, and it is there already.</summary>
    FileExists,

    /// <summary>It holds data of a server of this project, which need no import.</summary>
    OwnData,

    /// <summary>It holds more than fits into the memory.</summary>
    TooLarge,
}
