using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// The full language for the few lines of the module's own that put a user's block into a pipeline. A constrained language calls no methods, and takes no value out of a
/// variable for a pipeline that is stepped. The user's block does not run meanwhile; it runs in the language of its session.
/// </summary>
internal readonly struct TrustedLanguage : IDisposable
{
    private readonly SessionState _state;
    private readonly PSLanguageMode _before;

    public TrustedLanguage(PSCmdlet cmdlet)
    {
        (_state, _before) = (cmdlet.SessionState, cmdlet.SessionState.LanguageMode);
        if (_before == PSLanguageMode.ConstrainedLanguage)
            _state.LanguageMode = PSLanguageMode.FullLanguage;
    }

    public void Dispose()
    {
        // Setting it costs the engine its caches, even where nothing changes.
        if (_state.LanguageMode != _before)
            _state.LanguageMode = _before;
    }
}
