// The reference: what users can import, read by TypeDoc and written as Markdown, a page for each source
// file that exports something.
import { basename, dirname, relative } from "node:path"
import {
  Application,
  Comment,
  type Context,
  Converter,
  DeclarationReflection,
  type ProjectReflection,
  ReferenceType,
  ReflectionGroup,
  ReflectionKind,
  TSConfigReader,
  TypeDocReader
} from "typedoc"
import ts from "typescript"
import { readJson, root } from "../packages/shell.js"
import { addMethods, describeMethods } from "./services.js"

/** A page of the reference. */
export interface ReferencePage {
  /** What it is called: `ApiKeys`. */
  readonly title: string
  /** What its names are imported from: `effect-bitgpt/testing`. */
  readonly module: string
  /** The folder of its source, below that of the package. */
  readonly folder: string
  /** Its file below that of the reference. */
  readonly file: string
  /** Where each name is: `ApiKeys.get` and its anchor, `#get`. */
  readonly names: ReadonlyArray<readonly [name: string, anchor: string]>
}

/**
 * Classes extend what `Schema.Class`, `Context.Tag` and the like return. Of these, readers need the
 * fields and their types: not the constructor, nor the schemas, nor the expression that made the base.
 */
const hideBases = (project: ProjectReflection): void => {
  for (const reflection of Object.values(project.reflections)) {
    if (!reflection.isDeclaration()) continue
    delete reflection.extendedTypes
    delete reflection.inheritedFrom
    if (reflection.kindOf(ReflectionKind.Property)) delete reflection.defaultValue
    if (reflection.kindOf(ReflectionKind.Constructor)) project.removeReflection(reflection)
  }
}

/** Fields of what users can import that have no line of their own for editors to show. */
const fieldsWithoutLine = (project: ProjectReflection): ReadonlyArray<string> =>
  project
    .getReflectionsByKind(ReflectionKind.Property)
    .filter((field) => !field.hasComment())
    .map((field) => field.getFullName())
    .filter((name) => !name.includes(".__type."))

/**
 * A type that a schema gives (`typeof Key.Type`) is shown as what it is. A union of objects is left as it
 * is named: its members are long, and without their tags, which `effect` declares.
 */
const spellOutType = (context: Context, alias: DeclarationReflection): void => {
  const symbol = context.getSymbolFromReflection(alias)
  const declaration = symbol?.getDeclarations()?.find(ts.isTypeAliasDeclaration)
  if (symbol === undefined || declaration === undefined) return
  const type = context.checker.getDeclaredTypeOfSymbol(symbol)
  const isLong = type.isUnion() && !type.types.every((member) => member.isLiteral())
  if (ts.isTypeQueryNode(declaration.type) && !isLong) {
    alias.comment?.modifierTags.add("@useDeclaredType")
  }
}

/**
 * A schema and what it reads have one name, and one place in the reference: that of the type. Readers need
 * the fields, and not the combinators that the schema was made with.
 */
const joinSchemas = (project: ProjectReflection): void => {
  const lists = project.getReflectionsByKind(ReflectionKind.Module | ReflectionKind.Namespace)
  for (const list of lists) {
    const children = list.isDeclaration() ? (list.children ?? []) : []
    for (const schema of [...children]) {
      const type = children.find(
        ({ kind, name }) =>
          name === schema.name &&
          (kind === ReflectionKind.Interface || kind === ReflectionKind.TypeAlias)
      )
      if (!schema.kindOf(ReflectionKind.Variable) || type === undefined) continue
      if (!(schema.type instanceof ReferenceType)) continue
      const isOpenEnum = schema.type.name === "EnumSchema"
      if (schema.type.package !== "effect" && !isOpenEnum) continue
      const { name } = type
      const known = isOpenEnum ? ` \`${name}.isKnown\` tells the documented ones from others.` : ""
      const note = `\n\nThe value \`${name}\` is its Schema.${known}`
      const comment = schema.comment ?? type.comment ?? new Comment()
      const isAboutSchema = comment.summary[0]?.text.startsWith("Schema of") === true
      if (isAboutSchema && type.comment !== undefined) comment.summary = type.comment.summary
      comment.summary.push({ kind: "text", text: note })
      type.comment = comment
      project.removeReflection(schema)
    }
  }
}

interface Source {
  readonly title: string
  readonly folder: string
}

/** What has a page of its own. */
const sourceOf = (context: Context, child: DeclarationReflection): Source | undefined => {
  const file = context.getSymbolFromReflection(child)?.declarations?.[0]?.getSourceFile().fileName
  if (file === undefined) return undefined
  const folder = relative(`${root}/packages`, dirname(file)).split("/").slice(2).join("/")
  // Those of the fake are small, and few look at them one by one.
  if (folder === "testing/fake/records") return { title: "Records", folder }
  if (folder.startsWith("testing/fake")) return { title: "Fake", folder }
  const title = child.kindOf(ReflectionKind.Namespace) ? child.name : basename(file, ".ts")
  // Everything of one file has one page, which is called as the file unless that is internal.
  return { title: title === "envelope" ? "Envelope" : title, folder }
}

/** Splits the one long list of each entry point by the source files that the names are from. */
const splitByFile = (context: Context, project: ProjectReflection): ReadonlyMap<number, Source> => {
  const sources = new Map<number, Source>()
  for (const entry of project.children ?? []) {
    const [folder = "", , file] = entry.name.split("/")
    const { name } = readJson(root, "packages", folder, "package.json")
    if (typeof name !== "string") throw new Error(`${entry.name} is in no package`)
    entry.name = [name, ...(file === undefined ? [] : [file])].join("/")

    const modules = new Map<string, DeclarationReflection>()
    const move = (child: DeclarationReflection, module: DeclarationReflection): void => {
      child.parent = module
      module.addChild(child)
    }
    for (const child of [...(entry.children ?? [])]) {
      const source = sourceOf(context, child)
      if (source === undefined) continue
      if (child.kindOf(ReflectionKind.Namespace)) {
        child.kind = ReflectionKind.Module
        sources.set(child.id, source)
        continue
      }
      const module =
        modules.get(source.title) ??
        new DeclarationReflection(source.title, ReflectionKind.Module, entry)
      if (!modules.has(source.title)) {
        modules.set(source.title, module)
        sources.set(module.id, source)
        project.registerReflection(module, undefined, undefined)
      }
      entry.children = entry.children?.filter((other) => other !== child) ?? []
      move(child, module)
    }
    for (const module of modules.values()) {
      const [only, ...others] = module.children ?? []
      if (only !== undefined && others.length === 0) module.name = only.name
      entry.addChild(module)
    }
  }
  return sources
}

/** What a page is called comes first on it, then the rest as the file has it. */
const orderMembers = (project: ProjectReflection, sources: ReadonlyMap<number, Source>): void => {
  for (const id of sources.keys()) {
    const module = project.getReflectionById(id)
    if (!module?.isDeclaration()) continue
    const group = new ReflectionGroup("Members", module)
    const isMain = ({ name }: { readonly name: string }): boolean => name === module.name
    const children = module.children ?? []
    group.children = [...children.filter(isMain), ...children.filter((child) => !isMain(child))]
    module.groups = [group]
  }
}

/** Writes the reference into a folder, and says what is where. */
export const writeReference = async (out: string): Promise<ReadonlyArray<ReferencePage>> => {
  const app = await Application.bootstrapWithPlugins({ options: root, out }, [
    new TypeDocReader(),
    new TSConfigReader()
  ])
  let sources: ReadonlyMap<number, Source> = new Map()
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, declaration) => {
    if (declaration.kindOf(ReflectionKind.TypeAlias)) spellOutType(context, declaration)
    if (declaration.kindOf(ReflectionKind.Class)) addMethods(context, declaration)
  })
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    const { project } = context
    hideBases(project)
    joinSchemas(project)
    describeMethods(project)
    sources = splitByFile(context, project)
  })
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      orderMembers(project, sources)
    },
    // After TypeDoc has made groups of its own.
    -1000
  )
  const project = await app.convert()
  if (project === undefined) throw new Error("TypeDoc can't read the packages")
  app.validate(project)
  const silent = fieldsWithoutLine(project)
  if (silent.length > 0) throw new Error(`No docstring: ${silent.join(", ")}`)

  const pages: Array<ReferencePage> = []
  app.renderer.postRenderAsyncJobs.push(() => {
    const { router } = app.renderer
    for (const [id, { folder }] of sources) {
      const module = project.getReflectionById(id)
      if (router === undefined || !module?.isDeclaration()) continue
      const file = router.getFullUrl(module)
      const anchorOf = (child: DeclarationReflection): string =>
        `#${router.getFullUrl(child).split("#")[1] ?? ""}`
      const isNamespace = module.comment !== undefined
      const names = (module.children ?? []).flatMap((child): Array<readonly [string, string]> => [
        [isNamespace ? `${module.name}.${child.name}` : child.name, anchorOf(child)],
        ...(child.name === module.name ? (child.children ?? []) : []).map(
          ({ name, signatures }): readonly [string, string] => [
            `${child.name}.${name}`,
            `#${signatures === undefined ? "property-" : ""}${name.toLowerCase()}`
          ]
        )
      ])
      pages.push({
        title: module.name,
        module: module.parent?.name ?? "",
        folder,
        file,
        names: isNamespace ? [[module.name, ""], ...names] : names
      })
    }
    return Promise.resolve()
  })
  await app.generateOutputs(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc has warnings")
  return pages
}
