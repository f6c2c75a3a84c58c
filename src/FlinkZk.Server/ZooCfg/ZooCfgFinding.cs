namespace FlinkZk.Server.ZooCfg;

/// <summary>Something of a zoo.cfg that is not as it should be.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Key">The key, or the one that is missing.</param>
/// <param name="Line">The line, from 1; 0 where there is none.</param>
/// <param name="Evidence">What was seen, a sentence. It holds no secret.</param>
/// <param name="Repair">What to do, a sentence.</param>
public sealed record ZooCfgFinding(ZooCfgSeverity Severity, string Key, int Line, string Evidence, string Repair);
