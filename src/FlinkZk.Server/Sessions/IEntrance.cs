namespace FlinkZk.Server;

/// <summary>What a connection came to: a front end while it shows one state. Sessions only compare it.</summary>
internal interface IEntrance;
