namespace FlinkZk.ServerApp;

/// <summary>What is on unless it is switched off, or the other way round.</summary>
internal enum Toggle
{
    Off,
    On,
}
