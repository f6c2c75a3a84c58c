namespace FlinkZk.Clusters.Deploy;

/// <summary>Why a cluster was not started, or not stopped.</summary>
public enum DeployProblem
{
    /// <summary>The folder holds no Flink.</summary>
    NoFlink,

    /// <summary>There is no Java, or it does not run.</summary>
    NoJava,

    /// <summary>The Java is too old for this Flink.</summary>
    OldJava,

    /// <summary>Flink refuses the configuration.</summary>
    BadConfiguration,

    /// <summary>A process ended by itself.</summary>
    ProcessEnded,

    /// <summary>It was not ready in time.</summary>
    NotReady,

    /// <summary>A result lies there that its JobManagers would die of.</summary>
    DirtyResult,

    /// <summary>Processes of a cluster of this id live already.</summary>
    Exists,

    /// <summary>A standby lives, which would lead a cluster without data once the leader is shut down.</summary>
    HasStandbys,

    /// <summary>Whether standbys live cannot be told.</summary>
    StandbysUnknown,

    /// <summary>The leader lives.</summary>
    LeaderAlive,

    /// <summary>Whether the leader lives cannot be told from here.</summary>
    LeaderUnknown,

    /// <summary>Nobody leads, or it cannot be told who.</summary>
    NoLeader,

    /// <summary>Nobody stands by who could take over.</summary>
    NoStandby,

    /// <summary>This version of Flink starts no cluster for one program in the way that is known here.</summary>
    NoApplications,

    /// <summary>The program of a cluster that is for it has not come to start its job.</summary>
    ApplicationFailed,

    /// <summary>The next leader would die of what the cluster keeps.</summary>
    NextLeaderDies,

    /// <summary>What was missing of a cluster that runs was started, and has not come.</summary>
    Incomplete,
}
