namespace FlinkZk.Clusters.Http;

/// <summary>What is wrong with a request, by what the cluster, or the way to it, said.</summary>
public enum FlinkProblem
{
    /// <summary>Nobody answers at any of its addresses, or nobody leads, as long as it was tried.</summary>
    NotReached,

    /// <summary>There was no answer in time.</summary>
    Timeout,

    /// <summary>The certificate of the server, or one's own, is not accepted.</summary>
    Tls,

    /// <summary>Name and password, or the token, are missing or wrong, or do not allow it (401, 403).</summary>
    Denied,

    /// <summary>What answered is no Flink: no JSON, or JSON of another shape.</summary>
    ForeignAnswer,

    /// <summary>The answer is larger than what is taken.</summary>
    AnswerTooLarge,

    /// <summary>The cluster does not know the job.</summary>
    JobNotFound,

    /// <summary>A job of this id runs, or ran, already.</summary>
    JobExists,

    /// <summary>The job has ended.</summary>
    JobEnded,

    /// <summary>The job has not ended, and would run twice.</summary>
    JobRuns,

    /// <summary>There is no checkpoint or savepoint to start from, or it cannot be told.</summary>
    SnapshotNotFound,

    /// <summary>The cluster does not know the operation: it never began, or has been forgotten, five minutes after its end or with the leader that knew it.</summary>
    TriggerNotFound,

    /// <summary>The JobManager does not have the jar.</summary>
    JarNotFound,

    /// <summary>The cluster does not know the TaskManager.</summary>
    TaskManagerNotFound,

    /// <summary>The program could not be started: no such class, no main method, or main threw.</summary>
    ProgramFailed,

    /// <summary>No folder for savepoints was given, and the cluster has none configured.</summary>
    SavepointFolderMissing,

    /// <summary>The savepoint, or the stop with one, failed.</summary>
    SavepointFailed,

    /// <summary>The checkpoint failed.</summary>
    CheckpointFailed,

    /// <summary>There is no savepoint at a path.</summary>
    SavepointNotFound,

    /// <summary>A job that has not ended needs the savepoint, or may need it.</summary>
    SavepointNeeded,

    /// <summary>This version of Flink, or this job's scheduler, does not do that.</summary>
    NotSupported,

    /// <summary>The cluster refuses the request as it is.</summary>
    BadRequest,

    /// <summary>A SQL statement is wrong, or failed.</summary>
    SqlFailed,

    /// <summary>The SQL gateway has no such session: it was closed, or the gateway was started anew.</summary>
    SqlSessionNotFound,

    /// <summary>The SQL gateway cannot write the rows as JSON: a map has keys that are no strings.</summary>
    SqlResultNotJson,

    /// <summary>Something else that the cluster says.</summary>
    ServerError,

    /// <summary>The savepoint, or the stop with one, failed because the job has state that cannot be written in canonical form.</summary>
    CanonicalNotPossible,
}
