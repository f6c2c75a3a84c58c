using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>multi: header and record for each operation, and a header that ends the list.</summary>
/// <param name="Operations">What to do.</param>
/// <param name="Root">The view.</param>
/// <param name="LacksCreate2">Whether the server knows create in its first form only.</param>
internal readonly record struct Multi(IReadOnlyList<ZkOperation> Operations, Chroot Root, bool LacksCreate2 = false) : IRequest<Multi, IReadOnlyList<ZkOperationResult>>
{
    public OpCode Type => OpCode.Multi;

    public string? Path => null;

    public void Write(ref JuteWriter writer)
    {
        foreach (var operation in Operations)
        {
            MultiHeader.Request(LacksCreate2 && operation.Type == OpCode.Create2 ? OpCode.Create : operation.Type).Write(ref writer);
            operation.Write(ref writer, Root);
        }
        MultiHeader.End.Write(ref writer);
    }

    public IReadOnlyList<ZkOperationResult> Read(ref JuteReader body, Chroot chroot)
    {
        var results = new ZkOperationResult[Operations.Count];
        var errors = new ErrorCode[Operations.Count];
        var count = 0;
        while (MultiHeader.Read(ref body) is { Done: false } header)
        {
            if (count == results.Length)
                throw new WireFormatException($"The server answered more results than the {count} operations of the transaction.");
            if (header.Type == OpCode.Error)
                errors[count] = ErrorResponse.Read(ref body).Error;
            else
                results[count] = ReadResult(header.Type, ref body, chroot);
            count++;
        }
        if (count != results.Length)
            throw new WireFormatException($"The server answered {count} results for {results.Length} operations.");
        ThrowIfFailed(errors);
        return results;
    }

    public static void OnLost(in Multi request, bool isAwaited, RequestPipe pipe)
    {
        // Of a transaction nothing is removed again; but what it has made must not be taken for another's.
        foreach (var operation in request.Operations.Where(static operation => operation.Type == OpCode.Create2))
            pipe.CreateLost?.Invoke(new(request.Root.ToAbsolute(operation.Path, sequential: true), IsSequential: false, pipe.LastZxid), arg2: true);
    }

    private static ZkOperationResult ReadResult(OpCode type, ref JuteReader body, Chroot chroot)
    {
        switch (type)
        {
            case OpCode.Create:
                return new(OpCode.Create2, chroot.ToRelative(CreateResponse.Read(ref body).Path), null);
            case OpCode.Create2 or OpCode.CreateContainer or OpCode.CreateTtl:
                var created = Create2Response.Read(ref body);
                return new(OpCode.Create2, chroot.ToRelative(created.Path), created.Stat);
            case OpCode.SetData:
                return new(type, null, Stat.Read(ref body));
            case OpCode.Delete or OpCode.Check:
                return new(type, null, null);
            default:
                throw new WireFormatException($"A transaction's result of type {(int)type} is not known.");
        }
    }

    // A failed transaction answers an error for each operation: 0 before the one that failed, its error, RuntimeInconsistency behind it.
    private void ThrowIfFailed(ErrorCode[] errors)
    {
        var failed = Array.FindIndex(errors, error => error is not (ErrorCode.Ok or ErrorCode.RuntimeInconsistency));
        if (failed < 0)
            failed = Array.FindIndex(errors, error => error != ErrorCode.Ok);
        if (failed < 0)
            return;
        var (operation, code) = (Operations[failed], errors[failed]);
        var what = ErrorText.ToException(code, operation.Type, operation.Path).Message;
        throw new ZkMultiException(code, $"Operation {failed + 1} of {errors.Length} of a transaction failed, nothing was changed: {what}", operation.Path, failed, errors) { IsOfCreate = ErrorText.IsCreate(operation.Type) };
    }
}
