using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace FlinkZk.Module.Tests;

/// <summary>
/// Which folder of a room uses which, as the compiler has it: a type's folder is told by the symbols that the assembly carries, what it
/// uses by its metadata and code. Constants and names in comments leave no trace there, and count for nothing.
/// </summary>
internal sealed class FolderGraph : IDisposable
{
    // Where the documents of a type without code are written (PortableCustomDebugInfoKinds.TypeDefinitionDocuments).
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");
    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    private readonly string _room;
    private readonly PEReader _image;
    private readonly MetadataReader _types;
    private readonly MetadataReaderProvider _symbolProvider;
    private readonly MetadataReader _symbols;
    private readonly Dictionary<TypeDefinitionHandle, string> _files = [];
    private readonly UsedTypes _decoder;

    private FolderGraph(string assembly)
    {
        _room = Path.GetFileNameWithoutExtension(assembly);
        _image = new(File.OpenRead(assembly));
        _types = _image.GetMetadataReader();
        var embedded = _image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        _symbolProvider = _image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        _symbols = _symbolProvider.GetMetadataReader();
        _decoder = new(_types);
    }

    /// <summary>All uses between files of different folders: one row for each pair of types.</summary>
    public static IReadOnlyList<FolderUse> Of(string assembly)
    {
        using var graph = new FolderGraph(assembly);
        return graph.Uses();
    }

    public void Dispose()
    {
        _symbolProvider.Dispose();
        _image.Dispose();
    }

    private List<FolderUse> Uses()
    {
        foreach (var handle in _types.TypeDefinitions)
            if (FileOf(handle) is { } file)
                _files[Outermost(handle)] = file;
        var uses = new HashSet<FolderUse>();
        foreach (var handle in _types.TypeDefinitions)
        {
            if (!_files.TryGetValue(Outermost(handle), out var from))
                continue;
            foreach (var used in UsedBy(handle).Select(Outermost))
                if (_files.TryGetValue(used, out var to) && Folder(from) != Folder(to))
                    uses.Add(new(Folder(from), Folder(to), from, to));
        }
        return [.. uses];
    }

    private static string Folder(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/');

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        while (_types.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
            handle = outer;
        return handle;
    }

    // A type that the compiler makes up, for all of an assembly, has no file.
    private string? FileOf(TypeDefinitionHandle handle)
    {
        foreach (var about in _symbols.GetCustomDebugInformation(handle).Select(_symbols.GetCustomDebugInformation))
            if (_symbols.GetGuid(about.Kind) == TypeDocuments)
                return InRoom(MetadataTokens.DocumentHandle(_symbols.GetBlobReader(about.Value).ReadCompressedInteger()));
        foreach (var method in _types.GetTypeDefinition(handle).GetMethods())
            if (_symbols.GetMethodDebugInformation(method.ToDebugInformationHandle()) is { Document.IsNil: false } written)
                return InRoom(written.Document);
        return null;
    }

    private string? InRoom(DocumentHandle document)
    {
        var path = _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/');
        var at = path.LastIndexOf($"/src/{_room}/", StringComparison.Ordinal);
        return at < 0 || path.Contains("/obj/", StringComparison.Ordinal) ? null : path[(at + "/src/".Length)..];
    }

    private IEnumerable<TypeDefinitionHandle> UsedBy(TypeDefinitionHandle handle)
    {
        var type = _types.GetTypeDefinition(handle);
        var used = new HashSet<EntityHandle> { type.BaseType };
        used.UnionWith(type.GetInterfaceImplementations().Select(implementation => _types.GetInterfaceImplementation(implementation).Interface));
        used.UnionWith(Constraints(type.GetGenericParameters()));
        var found = new HashSet<TypeDefinitionHandle>();
        foreach (var field in type.GetFields())
            found.UnionWith(_types.GetFieldDefinition(field).DecodeSignature(_decoder, null));
        foreach (var method in type.GetMethods().Select(_types.GetMethodDefinition))
        {
            found.UnionWith(UsedTypes.All(method.DecodeSignature(_decoder, null)));
            used.UnionWith(Constraints(method.GetGenericParameters()));
            if (method.RelativeVirtualAddress == 0)
                continue;
            var body = _image.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
                found.UnionWith(_types.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_decoder, null).SelectMany(types => types));
            used.UnionWith(body.ExceptionRegions.Select(region => region.CatchType));
            used.UnionWith(Tokens(body.GetILReader()));
        }
        return found.Concat(used.SelectMany(_decoder.Of)).Distinct();
    }

    private IEnumerable<EntityHandle> Constraints(GenericParameterHandleCollection parameters) =>
        from parameter in parameters
        from constraint in _types.GetGenericParameter(parameter).GetConstraints()
        select _types.GetGenericParameterConstraint(constraint).Type;

    private static List<EntityHandle> Tokens(BlobReader code)
    {
        var tokens = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            ushort op = code.ReadByte();
            if (op == 0xFE)
                op = (ushort)(0xFE00 | code.ReadByte());
            switch (Operands[op])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.InlineSig or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
            }
        }
        return tokens;
    }
}

/// <summary>One file's use of another, in another folder. Paths begin with the room's name.</summary>
internal sealed record FolderUse(string From, string To, string FromFile, string ToFile);

/// <summary>The types of this assembly that a signature or a token names.</summary>
internal sealed class UsedTypes(MetadataReader types) : ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, object?>
{
    public IEnumerable<TypeDefinitionHandle> Of(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [(TypeDefinitionHandle)handle],
        HandleKind.TypeSpecification => types.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        HandleKind.MethodDefinition => [types.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()],
        HandleKind.FieldDefinition => [types.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()],
        HandleKind.MemberReference => Of(types.GetMemberReference((MemberReferenceHandle)handle).Parent),
        HandleKind.MethodSpecification when types.GetMethodSpecification((MethodSpecificationHandle)handle) is var generic =>
            Of(generic.Method).Concat(generic.DecodeSignature(this, null).SelectMany(arguments => arguments)),
        _ => [],
    };

    public static IEnumerable<TypeDefinitionHandle> All(MethodSignature<ImmutableArray<TypeDefinitionHandle>> signature) =>
        signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(parameter => parameter));

    public ImmutableArray<TypeDefinitionHandle> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];
    public ImmutableArray<TypeDefinitionHandle> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];
    public ImmutableArray<TypeDefinitionHandle> GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);
    public ImmutableArray<TypeDefinitionHandle> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];
    public ImmutableArray<TypeDefinitionHandle> GetGenericMethodParameter(object? context, int index) => [];
    public ImmutableArray<TypeDefinitionHandle> GetGenericTypeParameter(object? context, int index) => [];
    public ImmutableArray<TypeDefinitionHandle> GetArrayType(ImmutableArray<TypeDefinitionHandle> element, ArrayShape shape) => element;
    public ImmutableArray<TypeDefinitionHandle> GetSZArrayType(ImmutableArray<TypeDefinitionHandle> element) => element;
    public ImmutableArray<TypeDefinitionHandle> GetByReferenceType(ImmutableArray<TypeDefinitionHandle> element) => element;
    public ImmutableArray<TypeDefinitionHandle> GetPointerType(ImmutableArray<TypeDefinitionHandle> element) => element;
    public ImmutableArray<TypeDefinitionHandle> GetPinnedType(ImmutableArray<TypeDefinitionHandle> element) => element;
    public ImmutableArray<TypeDefinitionHandle> GetModifiedType(ImmutableArray<TypeDefinitionHandle> modifier, ImmutableArray<TypeDefinitionHandle> unmodified, bool isRequired) => unmodified;
    public ImmutableArray<TypeDefinitionHandle> GetFunctionPointerType(MethodSignature<ImmutableArray<TypeDefinitionHandle>> signature) => [.. All(signature)];
    public ImmutableArray<TypeDefinitionHandle> GetGenericInstantiation(ImmutableArray<TypeDefinitionHandle> generic, ImmutableArray<ImmutableArray<TypeDefinitionHandle>> arguments) =>
        [.. generic, .. arguments.SelectMany(argument => argument)];
}
